import { TokenError } from '../token-error.ts';

/** A mistake in app-config. The remedy is in the message too: Backstage logs no more of an error. */
export function appConfigError(message: string, hint: string): TokenError {
  return new TokenError({ code: 'invalid_configuration', message: `${message}. ${hint}`, hint });
}

/**
 * Makes something of app-config.
 *
 * @param values - What may be in no error: a secret may have been set under the wrong key.
 * @throws TokenError with the code of the one that `make` threw
 */
export function withoutValues<Made>(
  values: readonly (string | undefined)[],
  make: () => Made,
): Made {
  try {
    return make();
  } catch (error) {
    if (!TokenError.isInstance(error)) throw error;
    const [message = '', hint = ''] = [error.message, error.hint ?? ''].map(text =>
      values
        .filter(value => value !== undefined)
        .reduce((rest, value) => rest.replaceAll(value, '…'), text),
    );
    throw new TokenError({ code: error.code, message: `${message}. ${hint}`, hint });
  }
}
