import { KagentiHttpError } from '../errors/http-error.ts';
import { KagentiError, type KagentiErrorCode } from '../errors/kagenti-error.ts';
import { KagentiStreamError, type StreamErrorReason } from '../errors/stream-error.ts';
import { isRecord } from '../is-record.ts';
import type { ChatEvent, ErrorEvent, StatusEvent, UnknownEvent } from './chat-event.ts';
import { isFailure, taskState } from './task-state.ts';

/**
 * The last event of a reply that failed, as a browser gets it. It says what kind of failure it was, and
 * nothing that a server or an agent said about it.
 */
export interface SseErrorEvent {
  /** Kind of event. */
  readonly type: 'error';
  /** A sentence that holds for every failure; show one of your own by code and reason. */
  readonly message: string;
  /** Kind of failure; `internal` for one that is not of this package. */
  readonly code: KagentiErrorCode | 'internal';
  /** Why, for the code `stream`. */
  readonly reason?: StreamErrorReason;
  /** HTTP status, for the code `http`. */
  readonly status?: number;
  /** Id of the request, which the server's log and the audit log have, too; missing when none was sent. */
  readonly requestId?: string;
}

/**
 * What a browser gets of a reply, as JSON in the `data:` of a server-sent event without a name. Beside these
 * events {@link ChatStream.toSSEResponse} sends one `retry:` line at the start and comments while the agent
 * is silent. The last event is `done` or `error`: a response without either was cut.
 *
 * A `status` of a failure has no message, an `unknown` that reports one is left out, and no `raw` contains
 * Kagenti's `username`, which is the service account's.
 */
export type SseEvent = Exclude<ChatEvent, ErrorEvent> | SseErrorEvent;

/** An event as it is sent to a browser: one `data:` line, and the blank line that ends it. */
export function encodeSseEvent(event: SseEvent): string {
  return `data: ${JSON.stringify(event)}\n\n`;
}

const message = 'The reply could not be completed.';

/** The last event for a browser, of the failure that ended the reply. */
export function sseErrorEvent(error: unknown): SseErrorEvent {
  if (!KagentiError.isInstance(error)) return { type: 'error', message, code: 'internal' };
  const requestId = error.attempts.at(-1)?.requestId;
  return {
    type: 'error',
    message,
    code: error.code,
    ...(KagentiStreamError.isInstance(error) ? { reason: error.reason } : {}),
    ...(KagentiHttpError.isInstance(error) ? { status: error.status } : {}),
    ...(requestId === undefined ? {} : { requestId }),
  };
}

/**
 * An event as a browser gets it; undefined for one that it does not get. What an agent or a server says of a
 * failure may hold paths, addresses and names of what lies behind: it is for the log.
 */
export function sseEvent(event: ChatEvent): SseEvent | undefined {
  switch (event.type) {
    // The failure that follows says it.
    case 'error':
      return undefined;
    case 'status':
      return isFailure(event.state) ? withoutMessage(event) : event;
    case 'unknown':
      return withoutAccount(event);
    default:
      return event;
  }
}

function withoutMessage({ message: _message, ...rest }: StatusEvent): StatusEvent {
  return rest;
}

function withoutAccount(event: UnknownEvent): UnknownEvent | undefined {
  if (!isRecord(event.raw)) return event;
  const { username: _username, ...raw } = event.raw;
  const state = isRecord(raw.event) ? taskState(raw.event.state) : undefined;
  const tellsFailure =
    (raw.error ?? undefined) !== undefined || (state !== undefined && isFailure(state));
  return tellsFailure ? undefined : { type: 'unknown', raw };
}
