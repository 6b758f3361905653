import { KagentiError } from '../errors/kagenti-error.ts';

/** The error for keys without which nothing can be made. */
export function missingKeys(keys: readonly string[]): KagentiError {
  return new KagentiError(
    `The configuration lacks ${keys.join(', ')}: set it in app-config.yaml.`,
    {
      code: 'invalid_options',
    },
  );
}
