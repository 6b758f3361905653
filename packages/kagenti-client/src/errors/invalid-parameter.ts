import type { CalledName } from '../sending/called-operation.ts';
import { KagentiError } from './kagenti-error.ts';

/**
 * The error of a call that what was given does not allow; the rule never repeats a value,
 * at most the Kubernetes name that is derived from one.
 */
export function invalidParameter(operation: CalledName, rule: string): KagentiError {
  return new KagentiError(`Kagenti ${operation} refused: ${rule}.`, {
    code: 'invalid_parameter',
    operation,
  });
}

/** The parameter that such an error is about, by its message; undefined where it is about none alone. */
export function refusedParameter(message: string): readonly [string] | undefined {
  const name = /\bparameter (?<name>[\w$-][\w$.-]{0,63})/.exec(message)?.groups?.['name'];
  return name === undefined ? undefined : [name];
}

/** A key as it may be printed: names are code, but a caller may pass on what a user wrote. */
export function printableKey(key: string): string {
  return /^[\w$-]{1,64}$/.test(key) ? key : '?';
}
