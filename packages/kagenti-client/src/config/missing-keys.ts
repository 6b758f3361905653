import { KagentiError } from '../errors/kagenti-error.ts';

/** The error for keys without which nothing can be made. */
export function missingKeys(keys: readonly string[]): KagentiError {
  return new KagentiError(
    `The configuration lacks ${keys.join(', ')}: set them in app-config; a key whose variable is not set counts as missing.`,
    {
      code: 'invalid_options',
    },
  );
}
