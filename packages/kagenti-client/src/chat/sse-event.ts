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
  /** Id of the request, which the audit log has, too; missing when none was sent. */
  readonly requestId?: string;
}

/**
 * What the `data:` of each event of {@link ChatStream.toSSEResponse} is, as JSON. A `status` that tells a
 * failure has no message, an `unknown` that does is left out, and no `raw` has Kagenti's `username`, which
 * is the service account's.
 */
export type SseEvent = Exclude<ChatEvent, ErrorEvent> | SseErrorEvent;

const message = 'The reply could not be completed.';

/** What a browser is told of a failure. */
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
