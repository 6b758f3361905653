import type { RootConfigService } from '@backstage/backend-plugin-api';
import {
  type AccountValueMistake,
  type accountNumbers,
  findNumberMistake,
  findTextMistake,
} from '@rhdh-boost/internal/account-values';
import { nearestName } from '@rhdh-boost/internal/nearest-name';
import {
  type AccountKey,
  type AccountValues,
  accountMethods,
  accountOptions,
  findAccountMistakes,
  isAccountMethod,
} from '@rhdh-boost/internal/service-account';
import type {
  ClientProofOptions,
  KeycloakAddress,
  KeycloakTokenManagerSettings,
} from '../manager-options.ts';
import { appConfigError } from './app-config-error.ts';
import { optionalBoolean, optionalNumber, optionalString } from './config-values.ts';

/** The options that app-config decides. */
export type ConfiguredAccount = KeycloakAddress &
  ClientProofOptions &
  Pick<
    KeycloakTokenManagerSettings,
    | 'scope'
    | 'audience'
    | 'resource'
    | 'tls'
    | 'timeoutMs'
    | 'tokenExpiryBufferSeconds'
    | 'allowInClusterHttp'
  >;

/**
 * Reads the account from app-config; undefined if its method is `none`. Only secret and files are read again later: Backstage reloads a file that
 * changed, so a rotated secret is found without a restart.
 *
 * @throws TokenError `invalid_configuration` for keys that are missing or do not go together; Backstage's own
 * error, which names the key and no value, for a value of another type
 */
export function configuredAccount(
  config: RootConfigService,
  section: string,
): ConfiguredAccount | undefined {
  const auth = `${section}.auth`;
  const values = readValues(config, auth);
  const { method } = values;
  const valueOf = (key: AccountKey) => values[key];
  const isSet = (key: AccountKey) => valueOf(key) !== undefined;
  const mistakes = findAccountMistakes(auth, method, { isSet, valueOf });
  const [first] = mistakes;
  if (first !== undefined) {
    const said = mistakes.map(({ key, message }) => `${auth}.${key} ${message}`);
    throw appConfigError(said.join(', and '), first.hint);
  }
  if (method === 'none') return undefined;
  const account = accountOptions(values, () => currentSecret(config, `${auth}.clientSecret`));
  if (account === undefined) throw noAccount(config, auth);
  const allowInClusterHttp = optionalBoolean(config, `${section}.allowInClusterHttp`);
  return { ...account, allowInClusterHttp };
}

function readValues(config: RootConfigService, auth: string): AccountValues {
  const refuse = (key: AccountKey, mistake: AccountValueMistake | undefined) => {
    if (mistake !== undefined) {
      throw appConfigError(`${auth}.${key} ${mistake.message}`, mistake.hint);
    }
  };
  const text = (key: AccountKey) => {
    const value = optionalString(config, `${auth}.${key}`);
    if (value !== undefined) refuse(key, findTextMistake(key, value));
    return value;
  };
  const number = (key: keyof typeof accountNumbers) => {
    const value = optionalNumber(config, `${auth}.${key}`);
    if (value !== undefined) refuse(key, findNumberMistake(key, value));
    return value;
  };
  const method = optionalString(config, `${auth}.method`);
  if (method !== undefined && !isAccountMethod(method)) {
    const hint = `Set it to one of ${accountMethods.join(', ')}.`;
    throw appConfigError(`${auth}.method is none of the methods`, hint);
  }
  return {
    method,
    tokenEndpoint: text('tokenEndpoint'),
    issuer: text('issuer'),
    clientId: text('clientId'),
    clientSecret: text('clientSecret'),
    keyFile: text('keyFile'),
    assertionFile: text('assertionFile'),
    certificateFile: text('certificateFile'),
    certificateKeyFile: text('certificateKeyFile'),
    tokenExpiryBufferSeconds: number('tokenExpiryBufferSeconds'),
    scope: text('scope'),
    audience: text('audience'),
    resource: text('resource'),
    timeoutMs: number('timeoutMs'),
    caFile: text('caFile'),
  };
}

function noAccount(config: RootConfigService, auth: string) {
  return appConfigError(
    `The configuration lacks ${auth}.issuer, ${auth}.clientId, ${auth}.clientSecret`,
    `Set them in app-config, or the keys of another ${auth}.method; a key whose variable is not set or empty counts as missing.${misspelling(config, auth)}`,
  );
}

/** A question about the first part of a path that app-config lacks, if one of its siblings has nearly its name. */
function misspelling(config: RootConfigService, path: string): string {
  const parts = path.split('.');
  const pathTo = (count: number) => parts.slice(0, count).join('.');
  const missing = parts.findIndex((_part, index) => !config.has(pathTo(index + 1)));
  const part = parts[missing];
  if (part === undefined) return '';
  const parent = pathTo(missing);
  const siblings: unknown = config.getOptional(parent || undefined);
  const near = nearestName(part, Object.keys(Object(siblings)));
  if (near === undefined) return '';
  const found = parent === '' ? near : `${parent}.${near}`;
  return ` Is ${found} a misspelling of ${pathTo(missing + 1)}?`;
}

function currentSecret(config: RootConfigService, key: string): string {
  const secret = config.getOptional(key);
  if (typeof secret === 'string' && /\S/.test(secret)) return secret;
  throw appConfigError(
    `${key} holds no text any more`,
    'Give the secret of the Keycloak client; a file that $file names may be empty.',
  );
}
