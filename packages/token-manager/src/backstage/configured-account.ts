import type { RootConfigService } from '@backstage/backend-plugin-api';
import type { ClientSecret } from '../credentials/client-secret.ts';
import type { KeycloakTokenManagerSettings } from '../manager-options.ts';
import { appConfigError } from './app-config-error.ts';
import { keysOf } from './config-keys.ts';

/** The options that app-config decides. */
export interface ConfiguredAccount
  extends Pick<
    KeycloakTokenManagerSettings,
    'scope' | 'tls' | 'tokenExpiryBufferSeconds' | 'allowInClusterHttp'
  > {
  readonly tokenEndpoint: string;
  readonly clientId: string;
  readonly clientSecret: ClientSecret;
}

/**
 * Reads the account from app-config. Only the secret is read again later: Backstage reloads a file that
 * changed, so a rotated secret is found without a restart.
 *
 * @throws TokenError `invalid_configuration` for missing keys; Backstage's own error, which names the key
 * and no value, for a value of another type
 */
export function configuredAccount(config: RootConfigService, section: string): ConfiguredAccount {
  const keys = keysOf(section);
  const tokenEndpoint = config.getOptionalString(keys.tokenEndpoint);
  const clientId = config.getOptionalString(keys.clientId);
  const clientSecret = config.getOptionalString(keys.clientSecret);
  if (tokenEndpoint === undefined || clientId === undefined || clientSecret === undefined) {
    const missing = [keys.tokenEndpoint, keys.clientId, keys.clientSecret].filter(
      key => !config.has(key),
    );
    throw appConfigError(
      `The configuration lacks ${missing.join(', ')}`,
      'Set them in app-config; a key whose variable is not set counts as missing.',
    );
  }
  const caFile = config.getOptionalString(keys['tls.caFile']);
  return {
    tokenEndpoint,
    clientId,
    clientSecret: () => currentSecret(config, keys.clientSecret),
    scope: config.getOptionalString(keys.scope),
    tls: caFile === undefined ? undefined : { caFile },
    tokenExpiryBufferSeconds: config.getOptionalNumber(keys.tokenExpiryBufferSeconds),
    allowInClusterHttp: config.getOptionalBoolean(keys.allowInClusterHttp),
  };
}

function currentSecret(config: RootConfigService, key: string): string {
  const secret = config.getOptional(key);
  if (typeof secret === 'string' && secret !== '') return secret;
  throw appConfigError(
    `${key} holds no text any more`,
    'Give the secret of the Keycloak client; a file that $file names may be empty.',
  );
}
