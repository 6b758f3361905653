import { checkNames, optionNames } from './option-names.ts';
import { ConfigOverrideError } from './override-error.ts';

/** How much of the history is kept. */
export interface HistoryLimits {
  /**
   * For how many days a change is kept, from 1 to 36500.
   *
   * @defaultValue 90
   */
  readonly days?: number;
  /**
   * How many changes of one key are kept, from 1 to 100000.
   *
   * @defaultValue 100
   */
  readonly perKey?: number;
}

/** The limits where the options name none. */
export const defaultHistoryLimits: Required<HistoryLimits> = { days: 90, perKey: 100 };

const highest: Required<HistoryLimits> = { days: 36_500, perKey: 100_000 };

/**
 * Checks the option `history`.
 *
 * @throws ConfigOverrideError `invalid_option`
 */
export function checkHistoryLimits(history: HistoryLimits = {}): Required<HistoryLimits> {
  checkNames(history, optionNames.historyLimits, 'history');
  const read = (name: keyof HistoryLimits) => {
    const value: unknown = history[name] ?? defaultHistoryLimits[name];
    const isFine = Number.isInteger(value) && Number(value) >= 1 && Number(value) <= highest[name];
    if (isFine) return Number(value);
    throw new ConfigOverrideError({
      code: 'invalid_option',
      message: `The option history.${name} must be a whole number from 1 to ${highest[name]}.`,
      hint: `Leave it out for ${defaultHistoryLimits[name]}.`,
    });
  };
  return { days: read('days'), perKey: read('perKey') };
}
