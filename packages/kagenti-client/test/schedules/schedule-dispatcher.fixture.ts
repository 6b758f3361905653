import { Dispatcher, errors } from 'undici';
import { reply } from '../faults/answers.fixture.ts';
import type { Step } from './schedule.fixture.ts';

const agentWords = 'Agent returned error: of its own';

/** What undici makes of each failure of a connection. */
export const failures = {
  refused: () => Object.assign(new Error('refused'), { code: 'ECONNREFUSED' }),
  certificate: () => Object.assign(new Error('expired'), { code: 'CERT_HAS_EXPIRED' }),
  connectTimeout: () => new errors.ConnectTimeoutError('no connection'),
  reset: () => Object.assign(new Error('reset'), { code: 'ECONNRESET' }),
  cut: () => Object.assign(new Error('reset'), { code: 'ECONNRESET' }),
  headersTimeout: () => new errors.HeadersTimeoutError(),
  idleTimeout: () => new errors.BodyTimeoutError(),
} as const;

/** The answer of a step, for the media type that is wanted. */
export function answerOf(
  { status, retryAfterSeconds, ofAgent }: Step,
  wantsStream: boolean,
): { status: number; headers: Record<string, string>; body: string } {
  const retryAfter = retryAfterSeconds < 0 ? {} : { 'retry-after': String(retryAfterSeconds) };
  if (status === 200) {
    const type = wantsStream ? 'text/event-stream' : 'application/json';
    return { status, headers: { 'content-type': type }, body: wantsStream ? reply : '{}' };
  }
  const body = JSON.stringify({ detail: ofAgent ? agentWords : 'no' });
  return { status, headers: { 'content-type': 'application/json', ...retryAfter }, body };
}

/**
 * Undici and the server behind it, in memory: thousands of schedules on a socket would take hours, for
 * they wait up to a minute each, and the time of a socket cannot be driven. What undici tells its handlers
 * and when is that of the fault table, where it is undici's own.
 */
export class ScheduleDispatcher extends Dispatcher {
  /** Its own timers. One that waits for a connection is not told of an abort, as with undici. */
  timers = 0;
  readonly #next: (user: string) => Step;

  /** @param next - Gives what becomes of the next request for that user. */
  constructor(next: (user: string) => Step) {
    super();
    this.#next = next;
  }

  override dispatch(
    options: Dispatcher.DispatchOptions,
    handler: Dispatcher.DispatchHandler,
  ): boolean {
    const step = this.#next(String(Reflect.get(options.headers ?? {}, 'x-backstage-user')));
    const controller = new MemoryController(reason => {
      clearTimeout(timer);
      this.timers -= 1;
      handler.onResponseError?.(controller, reason);
    });
    const isSent = !['refused', 'certificate', 'connectTimeout'].includes(step.kind);
    if (isSent) handler.onRequestStart?.(controller, {});
    const wantsStream = options.path.endsWith('/stream');
    this.timers += 1;
    const timer = setTimeout(() => {
      this.timers -= 1;
      if (step.kind === 'answer') {
        const { status, headers, body } = answerOf(step, wantsStream);
        handler.onResponseStart?.(controller, status, headers, 'Status');
        handler.onResponseData?.(controller, Buffer.from(body));
        handler.onResponseEnd?.(controller, {});
        return;
      }
      if (step.kind === 'cut' || step.kind === 'idleTimeout') {
        const { headers, body } = answerOf({ ...step, status: 200 }, wantsStream);
        handler.onResponseStart?.(controller, 200, headers, 'OK');
        handler.onResponseData?.(controller, Buffer.from(body.slice(0, 1)));
      }
      handler.onResponseError?.(controller, failures[step.kind]());
    }, step.latencyMs);
    return true;
  }
}

/** What a handler can do to its request. */
class MemoryController implements Dispatcher.DispatchController {
  aborted = false;
  paused = false;
  reason: Error | null = null;
  readonly #onAbort: (reason: Error) => void;

  constructor(onAbort: (reason: Error) => void) {
    this.#onAbort = onAbort;
  }

  abort(reason: Error): void {
    if (this.aborted) return;
    this.aborted = true;
    this.reason = reason;
    this.#onAbort(reason);
  }

  pause(): void {
    this.paused = true;
  }

  resume(): void {
    this.paused = false;
  }
}
