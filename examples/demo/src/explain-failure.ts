import { BoostConfigError } from '@rhdh-boost/config-schema';
import { KagentiConnectionError, KagentiError } from '@rhdh-boost/kagenti-client';
import { TokenError } from '@rhdh-boost/token-manager';
import type { AppConfig } from './app-config.ts';
import { DemoFailure } from './demo-failure.ts';

/** Turns whatever a step threw into the sentence that its reader needs: the place, and the way out. */
export function explainFailure(
  error: unknown,
  configFile: string,
  appConfig: AppConfig | undefined,
): DemoFailure {
  if (error instanceof DemoFailure) return error;
  if (error instanceof BoostConfigError) return explainConfiguration(error, configFile);
  if (TokenError.isInstance(error)) return explainToken(error);
  if (KagentiError.isInstance(error) && TokenError.isInstance(error.cause)) {
    return explainToken(error.cause);
  }
  if (KagentiConnectionError.isInstance(error)) {
    const address = appConfig?.getOptionalString('boost.providers.kagenti.baseUrl');
    return new DemoFailure(
      `Kagenti cannot be reached at ${address} (boost.providers.kagenti.baseUrl): ${error.message}`,
    );
  }
  if (KagentiError.isInstance(error) && error.code === 'invalid_options') {
    return new DemoFailure(`${configFile}: ${error.message}`);
  }
  return new DemoFailure(error instanceof Error ? error.message : String(error));
}

function explainConfiguration(error: BoostConfigError, configFile: string): DemoFailure {
  const { length } = error.problems;
  return new DemoFailure(
    `${configFile} has ${length === 1 ? 'a problem' : `${length} problems`}:`,
    error.problems.map(({ path, message, hint }) => `${path}: ${message}. ${hint}`),
  );
}

/** The error's own message names the endpoint's address; this adds the key that sets it. */
function explainToken(error: TokenError): DemoFailure {
  const hint = error.hint ? ` ${error.hint}` : '';
  return new DemoFailure(
    error.status === undefined
      ? `The identity provider gave no answer (boost.kagenti.auth.tokenEndpoint): ${error.message}.${hint}`
      : `The identity provider gave no token (boost.kagenti.auth): ${error.message}.${hint}`,
  );
}
