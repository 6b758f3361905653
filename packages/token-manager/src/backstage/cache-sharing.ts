import type { CacheService, LoggerService, RootConfigService } from '@backstage/backend-plugin-api';
import type { KeycloakTokenManagerSettings, TokenStoreOptions } from '../manager-options.ts';
import { OptionNames } from '../option-names.ts';
import { createCacheTokenStore } from '../store/cache-token-store.ts';
import { checkEncryptionKey } from '../store/token-seal.ts';
import { appConfigError, withoutValues } from './app-config-error.ts';
import { encryptionSecretKey } from './config-keys.ts';
import { optionalString } from './config-values.ts';

/** What sharing is made of. */
interface SharingParts extends Pick<KeycloakTokenManagerSettings, 'store' | 'encryptionKey'> {
  readonly config: RootConfigService;
  readonly cache: CacheService;
  readonly logger: LoggerService;
}

/**
 * Shares through the plugin's cache unless another store is given, under a key that is derived from
 * `boost.encryptionSecret` unless a key is given. Without either nothing is shared: a cache may be a
 * server that others read.
 *
 * @throws TokenError `invalid_configuration` for a secret that is too short, or for a store and no key
 */
export function sharingThrough({
  config,
  cache,
  logger,
  ...given
}: SharingParts): TokenStoreOptions {
  const encryptionKey = given.encryptionKey ?? configuredKey(config);
  if (encryptionKey !== undefined) {
    return { store: given.store ?? createCacheTokenStore(cache), encryptionKey };
  }
  if (given.store !== undefined) {
    throw appConfigError(
      `A store was given and nothing to encrypt tokens with: ${encryptionSecretKey} is not set`,
      'Make one with "openssl rand -base64 32", the same for all replicas.',
    );
  }
  logger.debug(
    `The replicas of this plugin share no access token, since ${encryptionSecretKey} is not set.`,
  );
  return {};
}

function configuredKey(config: RootConfigService): string | undefined {
  const secret = optionalString(config, encryptionSecretKey);
  if (secret === undefined) return undefined;
  const names = new OptionNames({ encryptionKey: encryptionSecretKey });
  withoutValues([], () => names.inErrorsOf(() => checkEncryptionKey(secret)));
  return secret;
}
