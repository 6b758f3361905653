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

/** Statuses that turn a request away before it runs: not signed in, too early, too many of them. */
const turnedAwayStatuses: ReadonlySet<number> = new Set([401, 425, 429]);

/** Whether an attempt that failed so may have been carried out. */
export function couldHaveRun(failure: KagentiError): boolean {
  if (failure instanceof KagentiHttpError) return !turnedAwayStatuses.has(failure.status);
  return !wasNeverSent(failure);
}

/**
 * Statuses that say "later", not "no". A client may repeat a request after 408 (RFC 9110 section 15.5.9) and
 * 425 (RFC 8470 section 5.2).
 */
const passingStatuses: ReadonlySet<number> = new Set([408, 425, 429, 502, 503, 504]);

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
  /** Longest `Retry-After` that is waited for, without what is drawn on top. */
  readonly retryAfterCapMs: number;
}

/**
 * How long to wait before a retry: what the server asked for (`Retry-After`), and a time drawn evenly below a
 * ceiling, so that clients which failed together do not come back together ("full jitter"). The ceiling doubles
 * with each retry, and is at least a quarter of what the server asked for.
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
  const asked = failure instanceof KagentiHttpError ? (failure.retryAfterMs ?? 0) : 0;
  if (asked > waits.retryAfterCapMs) return undefined;
  const ceiling = Math.max(waits.baseDelayMs * 2 ** (retry - 1), asked / 4);
  return asked + random() * Math.min(waits.maxDelayMs, ceiling);
}
