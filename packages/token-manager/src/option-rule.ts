import { TokenError } from './token-error.ts';

/** @throws TokenError `invalid_configuration` that names the option and what it must be, unless it holds */
export function demand(holds: boolean, option: string, what: string): asserts holds {
  if (!holds) throw wrongOption(`${option} must be ${what}`, `Correct the option ${option}.`);
}

/** The error for an option that cannot be used; it shows nothing that the option holds. */
export function wrongOption(message: string, hint: string): TokenError {
  return new TokenError({ code: 'invalid_configuration', message, hint });
}
