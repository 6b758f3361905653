import { KagentiError } from './kagenti-error.ts';

/** The error for options that cannot work; the rule begins with the option's name. */
export function invalidOptions(rule: string): KagentiError {
  return new KagentiError(`A Kagenti client cannot be made like this: ${rule}.`, {
    code: 'invalid_options',
  });
}
