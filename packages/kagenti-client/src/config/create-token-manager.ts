import type { BoostConfigKey } from '@rhdh-boost/config-schema';
import {
  KeycloakTokenManager,
  type KeycloakTokenManagerSettings,
  TokenError,
} from '@rhdh-boost/token-manager';
import { currentValue } from './config-value.ts';
import { missingKeys } from './missing-keys.ts';
import { type AppConfig, type ReadConfig, readAppConfig } from './read-app-config.ts';

/** What a token manager is given besides its configuration. */
export type TokenManagerExtras = Pick<
  KeycloakTokenManagerSettings,
  'dispatcher' | 'logger' | 'onEvent' | 'store'
>;

const authKey = 'boost.kagenti.auth';
const secretKey = `${authKey}.clientSecret`;
const encryptionSecretKey = 'boost.encryptionSecret';
/** The fields that a token manager is made of. */
export const accountKeys: readonly BoostConfigKey[] = [
  `${authKey}.tokenEndpoint`,
  `${authKey}.clientId`,
  secretKey,
  `${authKey}.tokenExpiryBufferSeconds`,
  `${authKey}.scope`,
  `${authKey}.caFile`,
  'boost.kagenti.allowInClusterHttp',
];
/** Where a message begins with an option that comes from a key of app-config. */
const configuredOption = /^(?:tls\.)?(?=(?:tokenEndpoint|clientId|scope|caFile)\b)/;

/**
 * Makes the token manager of `boost.kagenti.auth.*`. The secret is read from the configuration at each
 * acquisition: Backstage reloads a file that changed, so a rotated secret is found without a restart.
 *
 * With a store, replicas share the token, encrypted under a key that is derived from
 * `boost.encryptionSecret`, as the Backstage service of the token manager does.
 *
 * Only these keys are judged. A key below `boost.kagenti` or `boost.providers.kagenti` that has no effect is
 * one warning, through the logger or, without one, `process.emitWarning`.
 *
 * @param config - The whole app-config.
 * @param extras - Dispatcher, logger, listener and store.
 * @throws BoostConfigError for a key that is wrong; KagentiError `invalid_options` without auth keys,
 * or with a store and no encryption secret; TokenError for what the token manager refuses beyond that, by the key
 * of app-config.
 */
export function createTokenManager(
  config: AppConfig,
  extras: TokenManagerExtras = {},
): KeycloakTokenManager {
  const keys =
    extras.store === undefined ? accountKeys : ([...accountKeys, encryptionSecretKey] as const);
  return tokenManagerOf(config, readAppConfig(config, keys, extras.logger), extras);
}

/** The same, of a configuration whose {@link accountKeys} were read. */
export function tokenManagerOf(
  config: AppConfig,
  { boost }: ReadConfig,
  extras: TokenManagerExtras,
): KeycloakTokenManager {
  const auth = boost?.kagenti?.auth;
  if (auth?.tokenEndpoint === undefined || auth.clientId === undefined) {
    throw missingKeys([`${authKey}.tokenEndpoint`, `${authKey}.clientId`, secretKey]);
  }
  const secret = boost?.encryptionSecret;
  const { store, ...others } = extras;
  if (store !== undefined && secret === undefined) throw missingKeys([encryptionSecretKey]);
  try {
    return new KeycloakTokenManager({
      ...others,
      ...(store === undefined || secret === undefined ? {} : { store, encryptionKey: secret }),
      tokenEndpoint: auth.tokenEndpoint,
      clientId: auth.clientId,
      clientSecret: () => currentSecret(config),
      scope: auth.scope,
      tokenExpiryBufferSeconds: auth.tokenExpiryBufferSeconds,
      allowInClusterHttp: boost?.kagenti?.allowInClusterHttp,
      ...(auth.caFile === undefined ? {} : { tls: { caFile: auth.caFile } }),
    });
  } catch (error) {
    throw TokenError.isInstance(error) ? inTermsOfAppConfig(error) : error;
  }
}

/** The operator set keys, and knows nothing of options. */
function inTermsOfAppConfig({ code, message, hint }: TokenError): TokenError {
  return new TokenError({ code, message: message.replace(configuredOption, `${authKey}.`), hint });
}

/** An empty text, where there is no secret any more, is refused by the token manager, which says so. */
function currentSecret(config: AppConfig): string {
  const secret = currentValue(config, secretKey);
  return typeof secret === 'string' ? secret : '';
}
