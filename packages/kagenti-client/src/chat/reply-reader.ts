import { KagentiStreamError, type StreamErrorReason } from '../errors/stream-error.ts';
import { KagentiTimeoutError } from '../errors/timeout-error.ts';
import type { OpenAnswer } from '../sending/answer-handler.ts';
import type { RunningCall } from '../sending/call.ts';
import { connectionFailure, failureCode } from '../sending/connection-failure.ts';
import type { TokenRedactor } from '../sending/token-redactor.ts';
import type { ChatEvent } from './chat-event.ts';
import { ReplyEvents } from './reply-events.ts';
import { UnreadClock } from './unread-clock.ts';

const operation = 'chat.stream';

/** How long the server may hold a stream open after the reply is complete. */
const endGraceMs = 1_000;

/** How much of a stream is read and thrown away to keep its connection, in bytes. */
const drainBytes = 64 * 1024;

/** Reads one reply from its connection, and judges how it ended. */
export class ReplyReader {
  readonly #call: RunningCall<OpenAnswer>;
  readonly #events: ReplyEvents;
  #offEnd: () => void = () => undefined;
  readonly #unreadClock: UnreadClock;
  readonly #redactor: TokenRedactor;
  #isAtEnd = false;
  #breakage: unknown;
  #isConcluded = false;

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
      scope.expire('idle');
    });
    // Also while nobody reads: a call that was ended keeps nothing.
    this.#offEnd = scope.onEnd(() => {
      if (scope.isLeft) this.#conclude('succeeded', undefined, true);
      else this.#conclude('failed', scope.ending());
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

  /** An event that came already; undefined when it takes more bytes, or when there is none. */
  take(): ChatEvent | undefined {
    this.#call.scope.check();
    const event = this.#events.take();
    if (event !== undefined) this.#unreadClock.readEnds();
    return event?.type === 'error'
      ? { ...event, message: this.#redactor.redact(event.message) }
      : event;
  }

  /** The next event, `done` at last; undefined after it. Rejects when the reply does not end well. */
  async next(): Promise<ChatEvent | undefined> {
    if (this.#isConcluded) {
      this.#call.scope.check();
      return undefined;
    }
    this.#unreadClock.readBegins();
    try {
      const event = await this.#read();
      if (event !== undefined) return event;
      this.#judge();
    } catch (error) {
      this.#conclude('failed', error);
      throw error;
    } finally {
      this.#unreadClock.readEnds();
    }
    const { sessionId } = this.#events;
    this.#conclude('succeeded');
    return { type: 'done', ...(sessionId === undefined ? {} : { sessionId }) };
  }

  /** Nobody wants the rest. Quiet; whoever waits for an event gets none. */
  leave(): void {
    this.#call.value.body.leave();
    this.#conclude('succeeded', undefined, true);
  }

  async #read(): Promise<ChatEvent | undefined> {
    for (;;) {
      const event = this.take();
      if (event !== undefined || this.#isAtEnd || this.#isOver()) return event;
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

  #isOver(): boolean {
    return this.#events.state !== 'open' && this.#events.state !== 'complete';
  }

  /** A break of the connection after the reply is complete loses nothing; any other is told. */
  #judge(): void {
    const { state } = this.#events;
    if (state === 'broken') throw this.#failure('protocol');
    if (state === 'failed') throw this.#failure('agent');
    if (state !== 'open') return;
    if (this.#breakage === undefined) throw this.#failure('truncated');
    const { attempts } = this.#call.scope;
    const failure = connectionFailure(operation, this.#breakage, { requestSent: true }, attempts);
    if (failure instanceof KagentiTimeoutError) throw failure;
    throw this.#failure('truncated', failureCode(this.#breakage));
  }

  #checkMediaType(): void {
    const type = this.#call.headers['content-type'] ?? '';
    if (!/^text\/event-stream\s*(?:;|$)/i.test(type)) throw this.#failure('protocol');
  }

  /** Keeps the connection where the end is at hand, closes it otherwise, and lets go of the call. */
  #conclude(outcome: 'succeeded' | 'failed', error?: unknown, isLeft = false): void {
    if (this.#isConcluded) return;
    this.#isConcluded = true;
    this.#offEnd();
    this.#unreadClock.stop();
    const { body } = this.#call.value;
    if (this.#events.state === 'open' || this.#events.state === 'broken') body.leave();
    else body.discard(drainBytes, endGraceMs);
    const isWhole = outcome === 'succeeded' && !isLeft;
    // `done` is no event of the answer, but one that the reader is given.
    const events = this.#events.taken + (isWhole ? 1 : 0);
    this.#call.conclude(outcome, error, { events, isLeft });
  }

  #failure(reason: StreamErrorReason, code?: string): KagentiStreamError {
    const messages: Readonly<Record<StreamErrorReason, string>> = {
      truncated: `the reply was cut${code === undefined ? '' : ` (${code})`}: the stream ended before the agent had finished. What came is in text`,
      agent:
        'the agent or its task failed. What it said is in agentMessage, what came before in text',
      protocol:
        'the answer is not the event stream that Kagenti sends. A proxy may stand in between, or the base URL may not be that of the backend',
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
