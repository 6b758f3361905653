import { KagentiConnectionError } from '../errors/connection-error.ts';
import { KagentiHttpError } from '../errors/http-error.ts';
import type { KagentiError } from '../errors/kagenti-error.ts';
import { KagentiTimeoutError } from '../errors/timeout-error.ts';
import type { CalledOperation } from './called-operation.ts';
import { isFinalConnectionFailure } from './connection-failure.ts';

/** True when certainly nothing was sent: there was no connection. */
function wasNeverSent(failure: KagentiError): boolean {
  if (failure instanceof KagentiConnectionError) return !failure.requestSent;
  return failure instanceof KagentiTimeoutError && failure.clock === 'connect';
}

/** Statuses that turn a request away before it is looked at: not signed in, too many of them. */
const turnedAwayStatuses: ReadonlySet<number> = new Set([401, 429]);

/** Whether an attempt that failed so may have been carried out. */
export function couldHaveRun(failure: KagentiError): boolean {
  if (failure instanceof KagentiHttpError) return !turnedAwayStatuses.has(failure.status);
  return !wasNeverSent(failure);
}

/** Statuses that say "later", not "no". */
const passingStatuses: ReadonlySet<number> = new Set([429, 502, 503, 504]);

/**
 * Whether a failed attempt may be repeated.
 *
 * An operation that is not safe to repeat is tried again only when certainly nothing was sent. The
 * clocks for headers and silence end a call for good: a backend that hangs (Kagenti does while
 * Kubernetes hangs) is not helped by being asked again.
 */
export function mayRepeat(operation: CalledOperation, failure: KagentiError): boolean {
  if (failure instanceof KagentiConnectionError && isFinalConnectionFailure(failure.reason)) {
    return false;
  }
  if (wasNeverSent(failure)) return true;
  if (failure instanceof KagentiConnectionError) return operation.safeToRepeat;
  if (failure instanceof KagentiHttpError) {
    return operation.safeToRepeat && passingStatuses.has(failure.status);
  }
  return false;
}

/** Bounds of the waits between attempts, in milliseconds. */
export interface RetryWaits {
  /** Ceiling of the first wait; each further one doubles it. */
  readonly baseDelayMs: number;
  /** What the ceiling never exceeds. */
  readonly maxDelayMs: number;
  /** Longest `Retry-After` that is waited for. */
  readonly retryAfterCapMs: number;
}

/**
 * How long to wait before a retry: what the server asked for, otherwise a time drawn evenly below a
 * ceiling that doubles ("full jitter"), so that clients which failed together do not come back
 * together.
 *
 * @param failure - What the last attempt ended in.
 * @param retry - Number of the retry, from 1.
 * @param waits - The bounds.
 * @param random - Draws from 0 up to 1.
 * @returns Milliseconds; undefined when the server asks for more than the cap.
 */
export function retryDelayMs(
  failure: KagentiError,
  retry: number,
  waits: RetryWaits,
  random: () => number = Math.random,
): number | undefined {
  const asked = failure instanceof KagentiHttpError ? failure.retryAfterMs : undefined;
  if (asked !== undefined) return asked <= waits.retryAfterCapMs ? asked : undefined;
  return random() * Math.min(waits.maxDelayMs, waits.baseDelayMs * 2 ** (retry - 1));
}

/** Calls that must succeed to earn one retry. */
const successesPerRetry = 10;

/**
 * Bounds the retries of all calls of a client, so that an outage is not multiplied: a burst first,
 * then one retry for every ten calls that succeed. Counted in tenths, which add up exactly.
 */
export class RetryBudget {
  readonly #capacity: number;
  #tenths: number;

  /** @param burst - Retries that may be made before any call has succeeded. */
  constructor(burst: number) {
    this.#capacity = burst * successesPerRetry;
    this.#tenths = this.#capacity;
  }

  /** Takes one retry out; false when none is left. */
  take(): boolean {
    if (this.#tenths < successesPerRetry) return false;
    this.#tenths -= successesPerRetry;
    return true;
  }

  /** A call succeeded. */
  earn(): void {
    this.#tenths = Math.min(this.#capacity, this.#tenths + 1);
  }
}
