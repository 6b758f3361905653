import { KagentiError } from '../errors/kagenti-error.ts';
import { KagentiStreamError, type StreamErrorReason } from '../errors/stream-error.ts';
import { KagentiTimeoutError } from '../errors/timeout-error.ts';
import { isRecord } from '../is-record.ts';
import type { RunningCall } from '../sending/call.ts';
import { connectionFailure, failureCode } from '../sending/connection-failure.ts';
import type { OpenAnswer } from '../sending/transport.ts';
import type { ChatEvent } from './chat-event.ts';
import { mapFrame } from './event-mapping.ts';
import { EventStreamDecoder } from './event-stream-decoder.ts';

const operation = 'chat.stream';

/** How long the server may hold a stream open after the reply is complete. */
const endGraceMs = 1_000;

/** How much of a stream is read and thrown away to keep its connection, in bytes. */
const drainBytes = 64 * 1024;

/** Reads one reply: turns frames into events, and knows how it ended. */
export class ReplyReader {
  readonly #call: RunningCall<OpenAnswer>;
  readonly #bind: (sessionId: string) => string;
  readonly #decoder = new EventStreamDecoder();
  #text = '';
  #sessionId: string | undefined;
  #state: 'open' | 'complete' | 'done' | 'failed' = 'open';
  #agentMessage: string | undefined;

  /**
   * @param call - The answered call; concluded here.
   * @param bind - Makes the caller's session id of Kagenti's.
   */
  constructor(call: RunningCall<OpenAnswer>, bind: (sessionId: string) => string) {
    this.#call = call;
    this.#bind = bind;
  }

  /** Gives the events, then throws or ends. Leaving it early is quiet. */
  async *read(): AsyncGenerator<ChatEvent, void> {
    let outcome: 'succeeded' | 'failed' = 'succeeded';
    try {
      this.#checkMediaType();
      yield* this.#events();
      if (this.#state === 'failed') throw this.#failure('agent');
      if (this.#state === 'open') throw this.#failure('truncated');
    } catch (error) {
      outcome = 'failed';
      throw error;
    } finally {
      this.#release();
      this.#call.conclude(outcome);
    }
    yield {
      type: 'done',
      ...(this.#sessionId === undefined ? {} : { sessionId: this.#bind(this.#sessionId) }),
    };
  }

  async *#events(): AsyncGenerator<ChatEvent, void> {
    const chunks = this.#call.value.body.iterator({ destroyOnReturn: false });
    let breakage: unknown;
    try {
      for (;;) {
        const next = await this.#inGrace(chunks.next());
        if (next.done === true) break;
        const bytes: unknown = next.value;
        if (bytes instanceof Uint8Array) yield* this.#map(this.#decoder.push(bytes), false);
        if (this.#decoder.overflowed) throw this.#failure('protocol');
        if (this.#isOver()) return;
      }
    } catch (error) {
      this.#call.scope.check();
      if (error instanceof KagentiError) throw error;
      breakage = error;
    } finally {
      await chunks.return?.();
    }
    yield* this.#map(this.#decoder.end(), true);
    if (breakage !== undefined) this.#judge(breakage);
  }

  /**
   * After a complete reply only a mark or the end can follow; a server that sends neither is left. The
   * time counts while we wait for the server, not while the reader takes its own.
   */
  async #inGrace<T>(next: Promise<T>): Promise<T> {
    if (this.#state !== 'complete') return await next;
    const timer = setTimeout(() => {
      this.#call.value.body.destroy();
    }, endGraceMs);
    try {
      return await next;
    } finally {
      clearTimeout(timer);
    }
  }

  *#map(data: readonly string[], atEnd: boolean): Generator<ChatEvent, void> {
    for (const item of data) {
      const frame = parse(item);
      // Half an event at the end says nothing but that the bytes ended early.
      if (frame === undefined && atEnd) return;
      if (!isRecord(frame)) throw this.#failure('protocol');
      const mapped = mapFrame(frame, this.#bind);
      this.#sessionId = mapped.sessionId ?? this.#sessionId;
      if (mapped.reply !== 'open') this.#state = mapped.reply;
      for (const event of mapped.events) {
        this.#call.scope.check();
        if (event.type === 'text') this.#text += event.text;
        if (event.type === 'error') this.#agentMessage = event.message;
        yield event;
      }
      if (this.#isOver()) return;
    }
  }

  #isOver(): boolean {
    return this.#state === 'done' || this.#state === 'failed';
  }

  /** A break of the connection after the reply is complete loses nothing; any other is told. */
  #judge(breakage: unknown): void {
    if (this.#state !== 'open') return;
    const failure = connectionFailure(operation, breakage, true, this.#call.scope.attempts);
    if (failure instanceof KagentiTimeoutError) throw failure;
    throw this.#failure('truncated', failureCode(breakage));
  }

  #checkMediaType(): void {
    const type = this.#call.headers['content-type'] ?? '';
    if (!/^text\/event-stream\s*(?:;|$)/i.test(type)) throw this.#failure('protocol');
  }

  /** Keeps the connection where the end is at hand, and closes it otherwise. */
  #release(): void {
    const { body } = this.#call.value;
    if (this.#state === 'open') {
      body.destroy();
      return;
    }
    body
      .dump({ limit: drainBytes, signal: AbortSignal.timeout(endGraceMs) })
      .catch(() => undefined);
  }

  #failure(reason: StreamErrorReason, code?: string): KagentiStreamError {
    const messages: Readonly<Record<StreamErrorReason, string>> = {
      truncated: `the reply was cut${code === undefined ? '' : ` (${code})`}: the stream ended before the agent had finished. What came is in text`,
      agent:
        'the agent or its task failed. What it said is in agentMessage, what came before in text',
      protocol:
        'the answer is not the event stream that Kagenti sends. Is there a proxy in between, or a newer backend?',
    };
    return new KagentiStreamError(
      `Kagenti ${operation} failed: ${messages[reason]}.`,
      { operation, reason, text: this.#text, agentMessage: this.#agentMessage },
      this.#call.scope.attempts,
    );
  }
}

/** Undefined for what is no JSON. */
function parse(data: string): unknown {
  try {
    return JSON.parse(data);
  } catch {
    return undefined;
  }
}
