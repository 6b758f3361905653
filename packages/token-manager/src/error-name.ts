import { codeOf, nameOf } from '@rhdh-boost/internal/error-name';

/**
 * What an error that somebody else made is called: its code, else its name or that of its class.
 * Undefined when it has none that tells more than `Error`. Its message is never looked at.
 */
export function errorName(error: unknown): string | undefined {
  return codeOf(error) ?? nameOf(error);
}
