import {
  type BackstageConfig,
  type BoostConfig,
  parseBoostConfig,
} from '@rhdh-boost/config-schema';
import {
  deriveEncryptionKey,
  KeycloakTokenManager,
  type KeycloakTokenManagerSettings,
  TokenError,
} from '@rhdh-boost/token-manager';
import { currentValue } from './config-value.ts';
import { missingKeys } from './missing-keys.ts';

/** The whole app-config: Backstage's root `Config`, an object, or what `parseBoostConfig` gave. */
export type AppConfig = BackstageConfig | BoostConfig | Readonly<Record<string, unknown>>;

/** What a token manager is given besides its configuration. */
export type TokenManagerExtras = Pick<
  KeycloakTokenManagerSettings,
  'dispatcher' | 'logger' | 'onEvent' | 'store'
>;

const authKey = 'boost.kagenti.auth';
const secretKey = `${authKey}.clientSecret`;
const encryptionSecretKey = 'boost.encryptionSecret';
/** Where a message begins with an option that comes from a key of app-config. */
const configuredOption = /^(?:tls\.)?(?=(?:tokenEndpoint|clientId|scope|caFile)\b)/;

/**
 * Makes the token manager of `boost.kagenti.auth.*`. The secret is read from the configuration at each
 * acquisition: Backstage reloads a file that changed, so a rotated secret is found without a restart.
 *
 * With a store, replicas share the token, encrypted under a key that is derived from
 * `boost.encryptionSecret`, as the Backstage service of the token manager does.
 *
 * @param config - The whole app-config.
 * @param extras - Dispatcher, logger, listener and store.
 * @throws BoostConfigError for an invalid configuration; KagentiError `invalid_options` without auth keys,
 * or with a store and no encryption secret; TokenError for what the token manager refuses beyond that, by the key
 * of app-config.
 */
export function createTokenManager(
  config: AppConfig,
  extras: TokenManagerExtras = {},
): KeycloakTokenManager {
  const { boost } = parseBoostConfig(config);
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
      ...(store === undefined || secret === undefined
        ? {}
        : { store, encryptionKey: deriveEncryptionKey(secret) }),
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
