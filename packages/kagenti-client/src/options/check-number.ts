import { invalidOptions } from '../errors/invalid-options.ts';
import type { KagentiError } from '../errors/kagenti-error.ts';

/** Longest time that Node's timers keep, in milliseconds. */
export const maximumMs = 2 ** 31 - 1;

/** Most retries of a call, for a client and for one call: what would take longer is another's matter. */
export const maximumRetries = 100;

/** Refuses a number that is none, or outside its range. */
export function checkNumber(
  name: string,
  value: unknown,
  minimum: number,
  maximum: number,
  refuse: (rule: string) => KagentiError = invalidOptions,
): void {
  if (typeof value !== 'number' || !Number.isInteger(value) || value < minimum || value > maximum) {
    throw refuse(`${name} is a whole number from ${minimum} to ${maximum}`);
  }
}
