import { invalidParameter } from '../errors/invalid-parameter.ts';
import type { KagentiError } from '../errors/kagenti-error.ts';
import { isRecord } from '../is-record.ts';
import { checkNames } from '../options/check-names.ts';
import { checkNumber, maximumMs } from '../options/check-number.ts';
import type { ChatEvent } from './chat-event.ts';
import { type ChatResult, ReplyCollector } from './chat-result.ts';
import type { EventIterator } from './readable-events.ts';
import { encodeSseEvent, type SseEvent, sseErrorEvent, sseEvent } from './sse-event.ts';
import { defaultHeartbeatMs, orHeartbeat } from './with-heartbeat.ts';

/** How a reply is passed on to a browser. */
export interface SseOptions {
  /**
   * How long nothing may be sent before a comment is, in milliseconds; 15 000. Proxies cut a connection
   * that is silent for longer, and an agent may think for minutes.
   */
  readonly heartbeatMs?: number;
  /** Receives the whole error when the reply fails, for the log: the browser gets its kind alone. */
  readonly onError?: (error: unknown) => void | Promise<void>;
  /**
   * Receives each event of the reply, whole, before the browser does. The next event waits for it. If it
   * fails, the call ends, and the browser gets an `error` of code `internal`.
   */
  readonly onEvent?: (event: ChatEvent) => void | Promise<void>;
  /**
   * Receives the whole reply when it ended well, before the browser gets `done`; fails as `onEvent` does.
   * Not called for a reply that failed, or that the browser left.
   */
  readonly onResult?: (result: ChatResult) => void | Promise<void>;
}

const sseOptionNames = {
  heartbeatMs: true,
  onError: true,
  onEvent: true,
  onResult: true,
} satisfies Record<keyof SseOptions, true>;

/** A comment, which no parser gives out. */
const heartbeat = ':\n\n';

/**
 * What comes first. `EventSource` asks again by itself when a connection breaks, and the route would send
 * the user's message a second time: it is told to wait for 24 days with that. It also takes the headers
 * along where a server sends those with the first bytes.
 */
const opening = 'retry: 2147483647\n\n';

const headers = {
  'content-type': 'text/event-stream; charset=utf-8',
  // Replies are of one user alone; and what compresses would hold events back (Express' compression does).
  'cache-control': 'no-store, no-transform',
  // nginx would collect them.
  'x-accel-buffering': 'no',
};

/** Checks the options: a function that cannot be called would be noticed only when a reply ends. */
export function checkSseOptions(options: unknown): void {
  if (!isRecord(options)) throw refuse('the options of a response are given as an object');
  checkNames(options, sseOptionNames, '', refuse);
  const { heartbeatMs = defaultHeartbeatMs, ...functions } = options;
  checkNumber('heartbeatMs', heartbeatMs, 1, maximumMs, refuse);
  for (const [name, value] of Object.entries(functions)) {
    if (value !== undefined && typeof value !== 'function') throw refuse(`${name} is a function`);
  }
}

function refuse(rule: string): KagentiError {
  return invalidParameter('chat.stream', rule);
}

/** A response whose body is the events of a reply, each sent when the browser's side has room for it. */
export function sseResponse(source: EventIterator, options: SseOptions): Response {
  const encoder = new TextEncoder();
  const frames = new SseFrames(source, options);
  const body = new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        const frame = await frames.next();
        if (frame === undefined) controller.close();
        else controller.enqueue(encoder.encode(frame));
      },
      async cancel() {
        await source.return();
      },
    },
    { highWaterMark: 0 },
  );
  return new Response(body, { headers });
}

/** The text of the events, one by one, with comments while none comes. */
class SseFrames {
  readonly #source: EventIterator;
  readonly #heartbeatMs: number;
  readonly #options: SseOptions;
  readonly #result: ReplyCollector | undefined;
  /** What `onEvent` or `onResult` threw. */
  #thrown: { readonly error: unknown } | undefined;
  #isOpened = false;
  /** What is awaited; it outlasts the comments that are sent meanwhile. */
  #awaited: Promise<SseEvent | undefined> | undefined;
  /** Set once the last event was made; rejects with what a function of the options threw. */
  #end: Promise<void> | undefined;

  constructor(source: EventIterator, options: SseOptions) {
    this.#source = source;
    this.#heartbeatMs = options.heartbeatMs ?? defaultHeartbeatMs;
    this.#options = options;
    this.#result = options.onResult && new ReplyCollector();
  }

  async next(): Promise<string | undefined> {
    if (!this.#isOpened) {
      this.#isOpened = true;
      return opening;
    }
    if (this.#end !== undefined && this.#awaited === undefined) {
      await this.#end;
      return undefined;
    }
    this.#awaited ??= this.#nextEvent();
    const event = await orHeartbeat(this.#awaited, this.#heartbeatMs);
    if (event === 'heartbeat') return heartbeat;
    this.#awaited = undefined;
    return event === undefined ? undefined : encodeSseEvent(event);
  }

  async #nextEvent(): Promise<SseEvent | undefined> {
    try {
      for (;;) {
        const next = await this.#source.next();
        if (next.done === true) return undefined;
        await this.#pass(next.value);
        const event = sseEvent(next.value);
        if (event !== undefined) return event;
      }
    } catch (error) {
      this.#end = this.#tell(error);
      // The browser may not read on.
      this.#end.catch(() => undefined);
      return sseErrorEvent(error);
    }
  }

  /** Nobody continues with a reply that the route could not keep. */
  async #pass(event: ChatEvent): Promise<void> {
    const { onEvent, onResult } = this.#options;
    try {
      await onEvent?.(event);
      this.#result?.add(event);
      if (event.type === 'done' && this.#result !== undefined)
        await onResult?.(this.#result.result);
    } catch (error) {
      this.#thrown = { error };
      await this.#source.return();
      throw error;
    }
  }

  async #tell(error: unknown): Promise<void> {
    await this.#options.onError?.(error);
    if (this.#thrown !== undefined) throw this.#thrown.error;
  }
}
