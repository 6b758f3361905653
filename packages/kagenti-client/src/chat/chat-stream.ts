import { KagentiError } from '../errors/kagenti-error.ts';
import type { KagentiResponse } from '../sending/kagenti-call.ts';
import type {
  ArtifactEvent,
  AuthRequiredEvent,
  ChatEvent,
  InputRequiredEvent,
  TaskState,
} from './chat-event.ts';
import type { ChatIterator } from './chat-iterator.ts';
import { readableEvents } from './readable-events.ts';
import { ReplyIterator } from './reply-iterator.ts';
import { type OpenedReply, ReplyOpening } from './reply-opening.ts';
import { checkSseOptions, type SseOptions, sseResponse } from './sse-response.ts';

/** A whole reply. */
export interface ChatResult {
  /** Content of all events, joined. */
  readonly text: string;
  /** Last state of the task; missing when the agent answered without one. */
  readonly state?: TaskState;
  /** What the agent produced, in order; parts of one thing are items of their own. */
  readonly artifacts: readonly Omit<ArtifactEvent, 'type'>[];
  /** What the agent asks before it goes on; missing when it asks nothing. */
  readonly inputRequired?: Omit<InputRequiredEvent, 'type'>;
  /** Where the user must sign in before the agent goes on; missing when nowhere. */
  readonly authRequired?: Omit<AuthRequiredEvent, 'type'>;
  /** Session to go on with. */
  readonly sessionId?: string;
}

/**
 * A reply as it arrives. The message is sent when the reply is first read (its first event awaited, or
 * `text()` or `result()` called) or asked for by `withResponse()`, so that no event comes before somebody
 * listens. It can be read once: by `for await`, by `text()` or by `result()`. Leaving the loop by `break` is
 * quiet and closes the connection. A reader that just stops holds the server back, until the reply ends by
 * the clock `idle` because nobody read on for `timeouts.streamIdleMs`.
 */
export interface ChatStream extends AsyncIterable<ChatEvent> {
  /**
   * The events one by one, for `for await`. Reading them rejects with what refuses or breaks any call
   * (KagentiPermissionError, KagentiSessionError, KagentiHttpError, KagentiConnectionError), and with
   *
   * - KagentiStreamError: the agent or its task failed (`agent`), the reply was cut (`truncated`), or it is
   *   not what Kagenti sends (`protocol`);
   * - KagentiTimeoutError: the headers did not come in time (`headers`), the agent was silent for too long,
   *   or nobody read on for as long (`idle`, both `timeouts.streamIdleMs`);
   * - KagentiAbortError: the signal fired, or the client was closed.
   *
   * @throws KagentiError `stream_used` at once when the stream was read already.
   */
  [Symbol.asyncIterator](): ChatIterator;
  /**
   * Reads to the end.
   *
   * @returns The content of all events, joined.
   * @throws As the iterator does; a KagentiStreamError has the text so far. KagentiError `stream_used` when
   * the stream was read already.
   */
  text(): Promise<string>;
  /**
   * Reads to the end.
   *
   * @returns Text, artifacts, last state, what the agent asks for, session id.
   * @throws As `text` does.
   */
  result(): Promise<ChatResult>;
  /**
   * The events as a web stream, for what takes one. An event is asked for when one is read, so that a
   * reader which stops holds the server back; cancelling it leaves the reply as `break` does. A reply that
   * does not end well makes it fail, as the iterator does.
   *
   * @throws KagentiError `stream_used` when the stream was read already.
   */
  toReadableStream(): ReadableStream<ChatEvent>;
  /**
   * The reply as a web response for a browser: server-sent events whose `data:` is a {@link SseEvent} as
   * JSON, which `EventSource` and every parser of such streams can read. The last one is `done`, or
   * `error` for a reply that failed: kind and reason, nothing that a server or an agent said about it.
   * Comments are sent while the agent is silent. Cancelling the body, which a server does when the browser
   * leaves, ends the call. For Express there is {@link pipeToResponse}.
   *
   * @param options - Time between comments, and who is told of errors.
   * @throws KagentiError `invalid_parameter` for an option that cannot be used; `stream_used` when the stream
   * was read already.
   */
  toSSEResponse(options?: SseOptions): Response;
  /**
   * Status, headers, request id and attempts of this same call, once its headers are there, before, while or
   * after the reply is read. Where nobody has read yet it sends the message; the reply is read from `data`,
   * which is this stream, by one of the ways above.
   *
   * @throws As the first read does. KagentiAbortError for a stream that was left before it was sent.
   */
  withResponse(): Promise<KagentiResponse<ChatStream>>;
}

/** A stream over events that are made when it is first read. */
export class OnceReadStream implements ChatStream {
  readonly #opening: ReplyOpening;
  #isUsed = false;

  /** @param open - Sends the request and reads the answer; not called here. */
  constructor(open: () => OpenedReply) {
    this.#opening = new ReplyOpening(open);
  }

  [Symbol.asyncIterator](): ReplyIterator {
    if (this.#isUsed) {
      throw new KagentiError(
        'This chat stream was read already: a reply can be read once. Keep its events, or send the message again.',
        { code: 'stream_used', operation: 'chat.stream' },
      );
    }
    this.#isUsed = true;
    return new ReplyIterator(this.#opening);
  }

  toReadableStream(): ReadableStream<ChatEvent> {
    return readableEvents(this[Symbol.asyncIterator]());
  }

  toSSEResponse(options: SseOptions = {}): Response {
    checkSseOptions(options);
    return sseResponse(this[Symbol.asyncIterator](), options);
  }

  async withResponse(): Promise<KagentiResponse<ChatStream>> {
    const { scope, reader } = this.#opening.open();
    const { status, headers } = await reader;
    const { requestId, attempts } = scope;
    return { data: this, status, headers, requestId, attempts };
  }

  async text(): Promise<string> {
    return (await this.result()).text;
  }

  async result(): Promise<ChatResult> {
    const artifacts: Omit<ArtifactEvent, 'type'>[] = [];
    let result: ChatResult = { text: '', artifacts };
    for await (const event of this) {
      if (event.type === 'artifact') artifacts.push(withoutType(event));
      result = withEvent(result, event);
    }
    return result;
  }
}

function withEvent(result: ChatResult, event: ChatEvent): ChatResult {
  switch (event.type) {
    case 'text':
      return { ...result, text: result.text + event.text };
    case 'status':
      return { ...result, state: event.state };
    case 'inputRequired':
      return { ...result, state: 'input-required', inputRequired: withoutType(event) };
    case 'authRequired':
      return { ...result, state: 'auth-required', authRequired: withoutType(event) };
    case 'done':
      return event.sessionId === undefined ? result : { ...result, sessionId: event.sessionId };
    default:
      return result;
  }
}

function withoutType<Event extends ChatEvent>({
  type: _type,
  ...rest
}: Event): Omit<Event, 'type'> {
  return rest;
}
