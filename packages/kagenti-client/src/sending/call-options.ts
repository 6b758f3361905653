import { invalidParameter } from '../errors/invalid-parameter.ts';
import type { KagentiError } from '../errors/kagenti-error.ts';
import { correlationIdRule, isCorrelationId } from '../options/call-headers.ts';
import { checkNumber, maximumMs, maximumRetries } from '../options/check-number.ts';
import type { CallOptions } from '../options/client-options.ts';
import type { Timeouts } from '../options/timeouts.ts';
import type { CalledName } from './called-operation.ts';

/** What any call may be given. */
export const callOptionNames = {
  signal: true,
  timeoutMs: true,
  maxRetries: true,
  headers: true,
  correlationId: true,
} satisfies Record<keyof CallOptions, true>;

/**
 * Checks the options of one call, but for their names, which differ.
 *
 * @throws KagentiError `invalid_parameter`, naming the option.
 */
export function checkCallOptions(operation: CalledName, options: CallOptions): void {
  const refuse = (rule: string): KagentiError => invalidParameter(operation, rule);
  if (typeof options !== 'object' || options === null || 'aborted' in options) {
    throw refuse('its options are an object, as in { signal, timeoutMs: 5000 }');
  }
  const { signal, timeoutMs, maxRetries, correlationId } = options;
  checkSignal(signal, refuse);
  if (timeoutMs !== undefined) checkNumber('timeoutMs', timeoutMs, 1, maximumMs, refuse);
  if (correlationId !== undefined && !isCorrelationId(correlationId)) {
    throw refuse(correlationIdRule);
  }
  if (maxRetries !== undefined) checkNumber('maxRetries', maxRetries, 0, maximumRetries, refuse);
}

/** Refuses what is no signal. By its shape: the signal of another realm, as of a test's browser, is one, too. */
export function checkSignal(signal: unknown, refuse: (rule: string) => KagentiError): void {
  if (signal === undefined || signal === null) return;
  const { aborted, addEventListener, removeEventListener, abort } = Object(signal);
  if (typeof abort === 'function' && aborted === undefined) {
    throw refuse('signal is an AbortSignal: give the .signal of the AbortController');
  }
  const isSignal =
    typeof aborted === 'boolean' &&
    typeof addEventListener === 'function' &&
    typeof removeEventListener === 'function';
  if (!isSignal) throw refuse('signal is an AbortSignal');
}

/** The clocks of one call. */
export interface CallClocks {
  /** From the request to the headers. */
  readonly headersMs: number;
  /** Between two parts of the body. */
  readonly idleMs: number;
  /** For the whole call; undefined for a stream. */
  readonly totalMs: number | undefined;
  /** For everything up to a stream's headers; undefined for other calls. */
  readonly startMs: number | undefined;
}

/**
 * The clocks of a call that may have a limit of its own. That limit says how long the caller is
 * ready to wait, so the clocks below it give way: an agent may think for longer than headersMs.
 */
export function callClocks(
  timeouts: Timeouts,
  stream: boolean,
  timeoutMs: number | undefined,
): CallClocks {
  const headersMs = Math.max(timeouts.headersMs, timeoutMs ?? 0);
  if (stream) {
    // A permission hook or a token source that never answers is no reason to wait for ever, either.
    const startMs = timeoutMs ?? Math.max(timeouts.totalMs, headersMs);
    return { headersMs, idleMs: timeouts.streamIdleMs, totalMs: undefined, startMs };
  }
  return {
    headersMs,
    idleMs: Math.max(timeouts.idleMs, timeoutMs ?? 0),
    totalMs: timeoutMs ?? timeouts.totalMs,
    startMs: undefined,
  };
}
