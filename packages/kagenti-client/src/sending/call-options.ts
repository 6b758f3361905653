import { invalidParameter } from '../errors/invalid-parameter.ts';
import type { KagentiError } from '../errors/kagenti-error.ts';
import { checkNumber, maximumMs, maximumRetries } from '../options/check-number.ts';
import type { CallOptions } from '../options/client-options.ts';
import type { CalledName } from './called-operation.ts';

/** What any call may be given. */
export const callOptionNames = {
  signal: true,
  timeoutMs: true,
  maxRetries: true,
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
  const { signal, timeoutMs, maxRetries } = options;
  if (signal !== undefined) checkSignal(signal, refuse);
  if (timeoutMs !== undefined) checkNumber('timeoutMs', timeoutMs, 1, maximumMs, refuse);
  if (maxRetries !== undefined) checkNumber('maxRetries', maxRetries, 0, maximumRetries, refuse);
}

/** Refuses what is no signal. By its shape: the signal of another realm, as of a test's browser, is one, too. */
export function checkSignal(signal: unknown, refuse: (rule: string) => KagentiError): void {
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
