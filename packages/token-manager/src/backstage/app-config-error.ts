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
    const patterns = values.filter(value => value !== undefined).map(wholeValue);
    const [message = '', hint = ''] = [error.message, error.hint ?? ''].map(text =>
      patterns.reduce((rest, pattern) => rest.replaceAll(pattern, '…'), text),
    );
    throw new TokenError({ code: error.code, message: `${message}. ${hint}`, hint });
  }
}

/** Where a value is a word of a text. A host may be called `boost` or `auth`, as parts of keys are. */
function wholeValue(value: string): RegExp {
  const escaped = value.replaceAll(/[^\w\s]/g, String.raw`\$&`);
  return new RegExp(String.raw`(?<![\w.-])${escaped}(?![\w-]|\.[a-z])`, 'g');
}
