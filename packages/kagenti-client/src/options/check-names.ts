import { findUnknownName } from '@rhdh-boost/internal/nearest-name';
import { invalidOptions } from '../errors/invalid-options.ts';
import { printableKey } from '../errors/invalid-parameter.ts';
import type { KagentiError } from '../errors/kagenti-error.ts';

/** The options that there are; `satisfies` sees to it that none is left out. */
export type OptionNames = Readonly<Record<string, true>>;

/**
 * Refuses what is no option: a name with a slip in it would be ignored, and a call that asks nobody or
 * waits for ever would look as one that was told otherwise. One that is undefined asks for nothing.
 *
 * @param given - The options.
 * @param known - Their names.
 * @param place - Group that they stand in, `retry`; empty for those of the client itself.
 * @param refuse - Makes the error.
 */
export function checkNames(
  given: object,
  known: OptionNames,
  place = '',
  refuse: (rule: string) => KagentiError = invalidOptions,
): void {
  const names = Object.keys(known);
  const unknown = findUnknownName(given, names);
  if (unknown === undefined) return;
  const { name, meant } = unknown;
  const prefix = place === '' ? '' : `${place}.`;
  const wayOut =
    meant === undefined
      ? `there are ${names.map(each => prefix + each).join(', ')}`
      : `${prefix}${meant} may be meant`;
  throw refuse(`${prefix}${printableKey(name)} is none of the options; ${wayOut}`);
}

/** Refuses options, or a group of them, that are no object; gives them. */
export function optionGroup(given: unknown, known: OptionNames, place: string): object {
  if (typeof given !== 'object' || given === null || Array.isArray(given)) {
    throw invalidOptions(`${place} is an object with ${Object.keys(known).join(', ')}`);
  }
  return given;
}
