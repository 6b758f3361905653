import { kindOf, nowIs } from './given-kind.ts';
import { TokenError } from './token-error.ts';

/**
 * @throws TokenError `invalid_configuration` that names the option, what it must be and the kind of what was
 * given, unless it holds
 */
export function demand(
  holds: boolean,
  option: string,
  what: string,
  given: unknown,
): asserts holds {
  if (holds) return;
  const now = what.startsWith(kindOf(given)) ? 'Now it is another one.' : nowIs(given);
  throw wrongOption(`${option} must be ${what}`, `Give ${what}. ${now}`);
}

/** The error for an option that cannot be used; it shows nothing that the option holds. */
export function wrongOption(message: string, hint: string): TokenError {
  return new TokenError({ code: 'invalid_configuration', message, hint });
}

/**
 * Whether something is on: a text from a variable, `'true'` say, would be taken for no.
 *
 * @throws TokenError `invalid_configuration` that names the option
 */
export function demandSwitch(option: string, given: unknown): void {
  demand(given === undefined || typeof given === 'boolean', option, 'true or false', given);
}
