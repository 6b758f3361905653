import { KagentiError } from '../errors/kagenti-error.ts';
import type { KagentiResponse } from '../sending/kagenti-call.ts';
import type { ChatEvent } from './chat-event.ts';
import type { ChatIterator } from './chat-iterator.ts';
import { type ChatResult, ReplyCollector } from './chat-result.ts';
import { readableEvents } from './readable-events.ts';
import { ReplyIterator } from './reply-iterator.ts';
import type { ReplySource } from './reply-source.ts';
import { ReplyTee } from './reply-tee.ts';
import { checkSseOptions, type SseOptions, sseResponse } from './sse-response.ts';

/**
 * A reply as it arrives. The message is sent when the reply is first read (its first event awaited, or
 * `text()` or `result()` called) or asked for by `withResponse()`, so that no event comes before somebody
 * listens. It can be read once: by `for await`, by `text()` or by `result()`. Leaving the loop by `break` is
 * quiet and closes the connection. A reader that just stops holds the server back, until the reply ends by
 * the timeout `idle` because nobody read on for `timeouts.streamIdleMs`. A reply in which the agent asked
 * something last ends in `done` then, and so it does after an abort, a broken connection or the agent's silence.
 */
export interface ChatStream extends AsyncIterable<ChatEvent> {
  /**
   * Session in which the conversation continues, also after the reply was stopped or failed: the last one
   * that Kagenti named, undefined before that. Errors of the stream have it as `sessionId`.
   */
  readonly sessionId: string | undefined;
  /**
   * The events one by one, for `for await`. Reading them rejects with what refuses or breaks any call
   * (KagentiPermissionError, KagentiSessionError, KagentiHttpError, KagentiConnectionError), and with
   *
   * - KagentiStreamError: the agent or its task failed (`agent`), the reply was cut (`truncated`), or it is
   *   not what Kagenti sends (`protocol`);
   * - KagentiTimeoutError: the headers did not come in time (`headers`), the agent was silent for too long,
   *   or nobody read on for as long (`idle`, both `timeouts.streamIdleMs`);
   * - KagentiAbortError: the signal fired, `abort` was called, or the client was closed.
   *
   * @throws KagentiError `stream_used` at once when the stream was read already.
   */
  [Symbol.asyncIterator](): ChatIterator;
  /**
   * Reads to the end.
   *
   * @returns The text of the reply, with the question that it ended in, if any.
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
   * Ends the reply now, for all who read it, and closes its connection. Where the agent finished or asked
   * something, readers get `done`, else KagentiAbortError. Before the first read nothing will be sent; after
   * the end it does nothing.
   *
   * @param reason - Becomes the `cause` of the KagentiAbortError.
   */
  abort(reason?: unknown): void;
  /**
   * Two streams of the same reply, which is read once. Each can be read by every way above. When both are
   * left, the call ends; when one is, the other continues. `abort` of either ends both. The faster reader
   * determines the pace: what the slower one did not take yet stays in memory. To store a reply at the
   * browser's pace, use `onEvent` of {@link pipeToResponse}.
   *
   * @throws KagentiError `stream_used` when the stream was read already.
   */
  tee(): [ChatStream, ChatStream];
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
  readonly #source: ReplySource;
  #isUsed = false;

  /** @param source - Where the reply comes from; not asked here. */
  constructor(source: ReplySource) {
    this.#source = source;
  }

  get sessionId(): string | undefined {
    return this.#source.sessionId;
  }

  [Symbol.asyncIterator](): ReplyIterator {
    if (this.#isUsed) {
      throw new KagentiError(
        'This chat stream was read already: a reply can be read once. Keep its events, or send the message again.',
        { code: 'stream_used', operation: 'chat.stream' },
      );
    }
    this.#isUsed = true;
    return new ReplyIterator(this.#source);
  }

  abort(reason?: unknown): void {
    this.#source.abort(reason);
  }

  tee(): [ChatStream, ChatStream] {
    const [one, other] = new ReplyTee(this.#source, this[Symbol.asyncIterator]()).branches;
    return [new OnceReadStream(one), new OnceReadStream(other)];
  }

  toReadableStream(): ReadableStream<ChatEvent> {
    return readableEvents(this[Symbol.asyncIterator]());
  }

  toSSEResponse(options: SseOptions = {}): Response {
    checkSseOptions(options);
    return sseResponse(this[Symbol.asyncIterator](), options);
  }

  async withResponse(): Promise<KagentiResponse<ChatStream>> {
    return { data: this, ...(await this.#source.answered()) };
  }

  async text(): Promise<string> {
    const { text, inputRequired, authRequired } = await this.result();
    return text + ((inputRequired ?? authRequired)?.message ?? '');
  }

  async result(): Promise<ChatResult> {
    const collector = new ReplyCollector();
    for await (const event of this) collector.add(event);
    return collector.result;
  }
}
