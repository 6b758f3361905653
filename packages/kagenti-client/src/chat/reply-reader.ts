import { inSession } from '../errors/kagenti-error.ts';
import { KagentiStreamError, type StreamErrorReason } from '../errors/stream-error.ts';
import { KagentiTimeoutError } from '../errors/timeout-error.ts';
import type { OpenAnswer } from '../sending/answer-handler.ts';
import type { RunningCall } from '../sending/call.ts';
import { connectionFailure, failureCode } from '../sending/connection-failure.ts';
import type { TokenRedactor } from '../sending/token-redactor.ts';
import type { ChatEvent } from './chat-event.ts';
import { ReplyEvents } from './reply-events.ts';
import type { EventReader } from './reply-source.ts';
import { UnreadClock } from './unread-clock.ts';

const operation = 'chat.stream';

/** How long the server may hold a stream open after the reply is complete. */
const endGraceMs = 1_000;

/** How much of a stream is read and thrown away to keep its connection, in bytes. */
const drainBytes = 64 * 1024;

const notKagenti =
  'the answer is not the event stream that Kagenti sends. Check for a proxy in between, and that the base URL is that of the backend';

const compressed =
  'the event stream is compressed (content-encoding), although the request asked for identity. Exclude text/event-stream from compression in the proxy before Kagenti';

/** Reads one reply from its connection, and judges how it ended. */
export class ReplyReader implements EventReader {
  readonly #call: RunningCall<OpenAnswer>;
  readonly #events: ReplyEvents;
  #offEnd: () => void = () => undefined;
  readonly #unreadClock: UnreadClock;
  readonly #redactor: TokenRedactor;
  #isAtEnd = false;
  #breakage: unknown;
  #isReading = false;
  #isConcluded = false;
  /** The end of a reply that ended well while nobody read. */
  #done: ChatEvent | undefined;

  /**
   * @param call - The answered call; concluded here.
   * @param bind - Makes the caller's session id of Kagenti's.
   * @param unreadMs - How long nobody may read on, in milliseconds.
   * @param redactor - Knows the token, which the agent was sent and may repeat when it fails.
   */
  constructor(
    call: RunningCall<OpenAnswer>,
    bind: (sessionId: string) => string,
    unreadMs: number,
    redactor: TokenRedactor,
  ) {
    const { scope } = call;
    this.#call = call;
    this.#redactor = redactor;
    this.#events = new ReplyEvents(bind);
    this.#unreadClock = new UnreadClock(unreadMs, () => {
      if (!this.#endWell()) scope.expire('idle');
    });
    // Also while nobody reads: a call that was ended keeps nothing.
    this.#offEnd = scope.onEnd(() => {
      this.#conclude(scope.ending(), scope.isLeft);
    });
  }

  /** HTTP status of the answer. */
  get status(): number {
    return this.#call.status;
  }

  /** Headers of the answer, names in lower case. */
  get headers(): Readonly<Record<string, string>> {
    return this.#call.headers;
  }

  take(): ChatEvent | undefined {
    this.#call.scope.check();
    const event = this.#events.take();
    if (event !== undefined) this.#unreadClock.readEnds();
    return event?.type === 'error'
      ? { ...event, message: this.#redactor.redact(event.message) }
      : event;
  }

  /** The caller's session id; undefined while Kagenti named none. */
  get sessionId(): string | undefined {
    return this.#events.sessionId;
  }

  async next(): Promise<ChatEvent | undefined> {
    try {
      return await this.#next();
    } catch (error) {
      throw inSession(error, this.sessionId);
    }
  }

  /** Ends the reply now: well where it may end, else with KagentiAbortError. */
  abort(reason: unknown): void {
    if (!this.#isConcluded && !this.#endWell()) this.#call.scope.abort(reason);
  }

  /** False when more came, or is needed. */
  #endWell(): boolean {
    const { body } = this.#call.value;
    if (!this.#events.mayEnd || !this.#events.isEmpty || !body.isEmpty) return false;
    // Whoever waits for an event finds the end, and so does the next reader.
    body.leave();
    if (!this.#isReading) this.#done = this.#end();
    return true;
  }

  async #next(): Promise<ChatEvent | undefined> {
    if (this.#isConcluded) {
      this.#call.scope.check();
      const done = this.#done;
      this.#done = undefined;
      return done;
    }
    this.#isReading = true;
    this.#unreadClock.readBegins();
    try {
      const event = await this.#read();
      if (event !== undefined) return event;
      this.#judge();
    } catch (error) {
      this.#conclude(error);
      throw error;
    } finally {
      this.#isReading = false;
      this.#unreadClock.readEnds();
    }
    return this.#end();
  }

  #end(): ChatEvent {
    this.#conclude();
    return this.#events.done;
  }

  async #read(): Promise<ChatEvent | undefined> {
    for (;;) {
      const event = this.take();
      if (event !== undefined || this.#isAtEnd || this.#events.isOver) return event;
      await this.#readMore();
    }
  }

  async #readMore(): Promise<void> {
    this.#checkMediaType();
    try {
      const bytes = await this.#inGrace(this.#call.value.body.next());
      if (bytes !== undefined) {
        this.#events.push(bytes);
        return;
      }
    } catch (error) {
      this.#breakage = error;
    }
    this.#isAtEnd = true;
    this.#events.end();
  }

  /**
   * After a complete reply only a mark or the end can follow; a server that sends neither is left. The
   * time counts while we wait for the server, not while the reader takes its own.
   */
  async #inGrace<T>(next: Promise<T>): Promise<T> {
    if (this.#events.state !== 'complete') return await next;
    const timer = setTimeout(() => {
      this.#call.value.body.leave();
    }, endGraceMs);
    try {
      return await next;
    } finally {
      clearTimeout(timer);
    }
  }

  /** An end after a question, or after the reply is complete, loses nothing; any other is a failure. */
  #judge(): void {
    const { state, mayEnd } = this.#events;
    if (state === 'broken') throw this.#failure('protocol');
    if (state === 'failed') throw this.#failure('agent');
    if (mayEnd) return;
    if (this.#breakage === undefined) throw this.#failure('truncated');
    const { attempts } = this.#call.scope;
    const failure = connectionFailure(operation, this.#breakage, { requestSent: true }, attempts);
    if (failure instanceof KagentiTimeoutError) throw failure;
    throw this.#failure('truncated', failureCode(this.#breakage));
  }

  #checkMediaType(): void {
    const { 'content-type': type = '', 'content-encoding': coding = 'identity' } =
      this.#call.headers;
    if (!/^text\/event-stream\s*(?:;|$)/i.test(type)) throw this.#failure('protocol');
    // None was asked for, and it would hold events back until a block of them is full.
    if (coding.toLowerCase() !== 'identity') throw this.#failure('protocol', compressed);
  }

  /**
   * Keeps the connection where the end is at hand, closes it otherwise, and lets go of the call. A reader who
   * had enough is no failure; one who left before the first event got no answer.
   */
  #conclude(error?: unknown, isLeft = false): void {
    if (this.#isConcluded) return;
    this.#isConcluded = true;
    this.#offEnd();
    this.#unreadClock.stop();
    const { state, taken } = this.#events;
    const { body } = this.#call.value;
    if (state === 'complete' || state === 'done' || state === 'failed') {
      body.discard(drainBytes, endGraceMs);
    } else body.leave();
    const outcome = error === undefined || (isLeft && taken > 0) ? 'succeeded' : 'failed';
    // `done` is no event of the answer, but one that the reader gets.
    const events = taken + (error === undefined ? 1 : 0);
    this.#call.conclude(outcome, error, { events, isLeft });
  }

  #failure(reason: StreamErrorReason, detail?: string): KagentiStreamError {
    const messages: Readonly<Record<StreamErrorReason, string>> = {
      truncated: `the reply was cut${detail === undefined ? '' : ` (${detail})`}: the stream ended before the agent had finished. What came is in text`,
      agent:
        'the agent or its task failed. What it said is in agentMessage, what came before in text',
      protocol: detail ?? notKagenti,
    };
    const text = this.#redactor.redact(this.#events.text);
    const { agentMessage: said } = this.#events;
    const agentMessage = said && this.#redactor.redact(said);
    return new KagentiStreamError(
      `Kagenti ${operation} failed: ${messages[reason]}.`,
      { operation, reason, text, agentMessage },
      this.#call.scope.attempts,
    );
  }
}
