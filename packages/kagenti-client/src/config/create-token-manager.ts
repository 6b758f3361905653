import type { BoostConfigKey, ConfigRegistry } from '@rhdh-boost/config-schema';
import {
  type AccountMethod,
  accountOptionNames,
  accountOptions,
  accountKeys as keysOfAccount,
} from '@rhdh-boost/internal/service-account';
import {
  KeycloakTokenManager,
  type KeycloakTokenManagerSettings,
  type TokenStoreOptions,
} from '@rhdh-boost/token-manager';
import { KagentiError } from '../errors/kagenti-error.ts';
import { currentValue } from './config-value.ts';
import { missingKeys } from './missing-keys.ts';
import { type AppConfig, type ReadConfig, readAppConfig } from './read-app-config.ts';

/** What a token manager is given besides its configuration. */
export interface TokenManagerExtras
  extends Pick<KeycloakTokenManagerSettings, 'dispatcher' | 'logger' | 'onEvent' | 'store'> {
  /**
   * The known fields, where other modules contribute some: their keys below `boost.kagenti` and
   * `boost.providers.kagenti` cause no warning.
   *
   * @defaultValue `boostConfigRegistry` of `@rhdh-boost/config-schema`
   */
  readonly registry?: ConfigRegistry;
}

const authKey = 'boost.kagenti.auth';
const secretKey = `${authKey}.clientSecret`;
const neededKeys = [`${authKey}.issuer`, `${authKey}.clientId`, secretKey];
const encryptionSecretKey = 'boost.encryptionSecret';
/** The fields that a token manager is made of. */
export const accountKeys: readonly BoostConfigKey[] = [
  ...(['method', ...keysOfAccount] as const).map(key => `${authKey}.${key}` as const),
  'boost.kagenti.allowInClusterHttp',
];

/**
 * Makes the token manager of `boost.kagenti.auth.*`. The secret is read from the configuration at each
 * acquisition: Backstage reloads a file that changed, so a rotated secret is found without a restart.
 *
 * With a store, replicas share the token, encrypted under a key that is derived from
 * `boost.encryptionSecret`, as the Backstage service of the token manager does.
 *
 * Only these keys are judged. Keys below `boost.kagenti` and `boost.providers.kagenti` that have no effect are
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
  const { registry, ...others } = extras;
  const keys =
    others.store === undefined ? accountKeys : ([...accountKeys, encryptionSecretKey] as const);
  const checked = readAppConfig(config, { keys, registry }, others.logger);
  return tokenManagerOf(config, checked, others);
}

/** The same, of a configuration whose {@link accountKeys} were read. */
export function tokenManagerOf(
  config: AppConfig,
  { boost }: ReadConfig,
  extras: Omit<TokenManagerExtras, 'registry'>,
): KeycloakTokenManager {
  const auth = boost?.kagenti?.auth ?? {};
  const account = accountOptions(auth, () => currentSecret(config));
  if (account === undefined) throw noAccount(config, auth.method);
  const secret = boost?.encryptionSecret;
  const { store, ...others } = extras;
  if (store !== undefined && secret === undefined) throw missingKeys(config, [encryptionSecretKey]);
  const sharing: TokenStoreOptions =
    store === undefined || secret === undefined ? {} : { store, encryptionKey: secret };
  return new KeycloakTokenManager({
    ...others,
    ...sharing,
    ...account,
    allowInClusterHttp: boost?.kagenti?.allowInClusterHttp,
    optionNames: {
      ...accountOptionNames('boost.kagenti'),
      encryptionKey: encryptionSecretKey,
    },
  });
}

/** What an account lacks of which nothing is set. What is missing of a begun one is refused by the rules of its section. */
export function missingAccountKeys({ boost }: ReadConfig): readonly string[] {
  const auth = boost?.kagenti?.auth ?? {};
  const isComplete = accountOptions(auth, () => '') !== undefined;
  return isComplete || auth.method === 'none' ? [] : neededKeys;
}

function noAccount(config: AppConfig, method: AccountMethod | undefined): KagentiError {
  return method === 'none'
    ? new KagentiError(
        `${authKey}.method is none, so that no account can get tokens: configure an account, or give tokens.`,
        { code: 'invalid_options' },
      )
    : missingKeys(config, neededKeys);
}

/** An empty text, where there is no secret any more, is refused by the token manager, which says so. */
function currentSecret(config: AppConfig): string {
  const secret = currentValue(config, secretKey);
  return typeof secret === 'string' && /\S/.test(secret) ? secret : '';
}
