import { invalidParameter } from '../errors/invalid-parameter.ts';
import type { KagentiError } from '../errors/kagenti-error.ts';
import { isRecord } from '../is-record.ts';
import { checkNames } from '../options/check-names.ts';
import { checkNumber, maximumMs } from '../options/check-number.ts';
import type { EventIterator } from './readable-events.ts';
import { type SseEvent, sseErrorEvent, sseEvent } from './sse-event.ts';

/** How a reply is passed on to a browser. */
export interface SseOptions {
  /**
   * How long nothing may be sent before a comment is, in milliseconds; 15 000. Proxies cut a connection
   * that is silent for longer, and an agent may think for minutes.
   */
  readonly heartbeatMs?: number;
  /** Is told the whole error when the reply fails, for the log: the browser gets its kind alone. */
  readonly onError?: (error: unknown) => void | Promise<void>;
}

const sseOptionNames = {
  heartbeatMs: true,
  onError: true,
} satisfies Record<keyof SseOptions, true>;

/** As the HTML standard advises in its section on server-sent events. */
const defaultHeartbeatMs = 15_000;

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

/** Checks the options: an `onError` that cannot be called would be noticed only when a reply fails. */
export function checkSseOptions(options: unknown): void {
  if (!isRecord(options)) throw refuse('the options of a response are given as an object');
  checkNames(options, sseOptionNames, '', refuse);
  const { heartbeatMs = defaultHeartbeatMs, onError } = options;
  checkNumber('heartbeatMs', heartbeatMs, 1, maximumMs, refuse);
  if (onError !== undefined && typeof onError !== 'function') {
    throw refuse('onError is a function');
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
  readonly #onError: SseOptions['onError'];
  #isOpened = false;
  /** What is awaited; it outlasts the comments that are sent meanwhile. */
  #awaited: Promise<SseEvent | undefined> | undefined;
  /** Set once the last event was made; rejects with what `onError` threw. */
  #end: Promise<void> | undefined;

  constructor(source: EventIterator, { heartbeatMs = defaultHeartbeatMs, onError }: SseOptions) {
    this.#source = source;
    this.#heartbeatMs = heartbeatMs;
    this.#onError = onError;
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
    const event = await this.#orHeartbeat(this.#awaited);
    if (event === heartbeat) return heartbeat;
    this.#awaited = undefined;
    return event === undefined ? undefined : `data: ${JSON.stringify(event)}\n\n`;
  }

  async #orHeartbeat<T>(awaited: Promise<T>): Promise<T | typeof heartbeat> {
    let timer: NodeJS.Timeout | undefined;
    const silence = new Promise<typeof heartbeat>(resolve => {
      timer = setTimeout(resolve, this.#heartbeatMs, heartbeat);
    });
    try {
      return await Promise.race([awaited, silence]);
    } finally {
      clearTimeout(timer);
    }
  }

  async #nextEvent(): Promise<SseEvent | undefined> {
    try {
      for (;;) {
        const next = await this.#source.next();
        if (next.done === true) return undefined;
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

  async #tell(error: unknown): Promise<void> {
    await this.#onError?.(error);
  }
}
