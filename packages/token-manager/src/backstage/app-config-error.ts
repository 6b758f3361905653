import { TokenError } from '../token-error.ts';

/** A mistake in app-config. The way out stands in the message too: Backstage logs no more of an error. */
export function appConfigError(message: string, hint: string): TokenError {
  return new TokenError({ code: 'invalid_configuration', message: `${message}. ${hint}`, hint });
}

/** How options are named in app-config. */
interface AppConfigTerms {
  /** The key of app-config for each option. */
  readonly keys: Readonly<Record<string, string>>;
  /** What may stand in no error: a secret may have been put under the wrong key. */
  readonly values?: readonly (string | undefined)[];
}

/**
 * Makes something of app-config. An error that speaks of options is told in terms of keys.
 *
 * @throws TokenError with the code of the one that `make` threw
 */
export function inTermsOfAppConfig<Made>(
  { keys, values = [] }: AppConfigTerms,
  make: () => Made,
): Made {
  try {
    return make();
  } catch (error) {
    if (!TokenError.isInstance(error)) throw error;
    const [message = '', hint = ''] = [error.message, error.hint ?? ''].map(text =>
      values
        .filter(value => value !== undefined)
        .reduce((rest, value) => rest.replaceAll(value, '…'), text)
        .replaceAll(/[A-Za-z]+(?:\.[A-Za-z]+)*/g, word => keys[word] ?? word),
    );
    throw new TokenError({ code: error.code, message: `${message}. ${hint}`, hint });
  }
}
