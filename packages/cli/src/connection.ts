import type { Drift, KagentiClient } from '@rhdh-boost/kagenti-client';
import { createKagentiClient, createTokenManager } from '@rhdh-boost/kagenti-client/config';
import type { KeycloakTokenManager } from '@rhdh-boost/token-manager';
import type { Configuration } from './configuration/read-configuration.ts';
import { silentLogger } from './silent-logger.ts';

/** What a command calls servers with; `close` ends it. */
export interface Connection extends AsyncDisposable {
  /** The account's tokens; undefined with `boost.kagenti.auth.method: none`. */
  readonly tokens: KeycloakTokenManager | undefined;
  /** The client of Kagenti. */
  readonly kagenti: KagentiClient;
  /** Differences so far between Kagenti's answers and its contract. */
  readonly drifts: readonly Drift[];
}

/**
 * Opens the connection that a configuration describes, as a backend does at its start. Nothing is sent.
 *
 * @throws BoostConfigError, KagentiError `invalid_options` or TokenError for a configuration that cannot start
 */
export function openConnection({ values, get }: Configuration): Connection {
  const tokens =
    get('boost.kagenti.auth.method') === 'none'
      ? undefined
      : createTokenManager(values, { logger: silentLogger });
  const drifts: Drift[] = [];
  const kagenti = createKagentiClient(values, {
    logger: silentLogger,
    onDrift: drift => void drifts.push(drift),
    ...(tokens && { tokens }),
  });
  return {
    tokens,
    kagenti,
    drifts,
    async [Symbol.asyncDispose]() {
      await kagenti.close();
      await tokens?.close();
    },
  };
}
