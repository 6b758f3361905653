import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { boostConfigRegistry, nearestName } from '@rhdh-boost/config-schema';
import type { AppConfigOverlay } from '@rhdh-boost/config-tools';
import { systemCodeOf } from '@rhdh-boost/internal/error-name';
import { UsageError } from '@rhdh-boost/internal/usage-error';
import { parseDocument } from 'yaml';
import type { ConfigurationOptions } from '../command/common-options.ts';

const authSection = 'boost.kagenti.auth';

/** The options for common keys. An authority of a cluster signs for both servers, so `--ca-file` is for both. */
const shortOptions = [
  { option: 'baseUrl', flag: '--base-url', keys: ['boost.providers.kagenti.baseUrl'] },
  { option: 'issuer', flag: '--issuer', keys: [`${authSection}.issuer`] },
  { option: 'tokenEndpoint', flag: '--token-endpoint', keys: [`${authSection}.tokenEndpoint`] },
  { option: 'clientId', flag: '--client-id', keys: [`${authSection}.clientId`] },
  {
    option: 'caFile',
    flag: '--ca-file',
    keys: [`${authSection}.caFile`, 'boost.providers.kagenti.tls.caFile'],
  },
] as const;

const secretFileFlag = '--client-secret-file';

/**
 * What the options of a command line set. They are merged over files and variables.
 *
 * @param options - the options
 * @param cwd - the folder that a relative path of `--client-secret-file` starts from
 * @throws UsageError for an option that cannot be used
 */
export async function readOptionOverlays(
  options: ConfigurationOptions,
  cwd: string,
): Promise<AppConfigOverlay[]> {
  const { set = [], clientSecretFile } = options;
  const overlays = set.map(readSetting);
  for (const { option, flag, keys } of shortOptions) {
    const value = options[option];
    if (value === undefined) continue;
    if (value === '') throw new UsageError(`${flag} has an empty value. Leave it out, or set it.`);
    overlays.push(...keys.map(key => overlay(flag, key, value)));
  }
  const { issuer, tokenEndpoint } = options;
  // Only one of the two may be set, so an option for one of them replaces the other, too.
  if (issuer !== undefined && tokenEndpoint === undefined) {
    overlays.push(overlay('--issuer', `${authSection}.tokenEndpoint`, null));
  }
  if (tokenEndpoint !== undefined && issuer === undefined) {
    overlays.push(overlay('--token-endpoint', `${authSection}.issuer`, null));
  }
  if (clientSecretFile !== undefined) {
    const secret = await readSecret(resolve(cwd, clientSecretFile));
    overlays.push(overlay(secretFileFlag, `${authSection}.clientSecret`, secret));
  }
  return overlays;
}

function overlay(flag: string, key: string, value: unknown): AppConfigOverlay {
  return { name: `the option ${flag}`, key: key.split('.'), value };
}

/** `KEY=VALUE` of `--set`. No message quotes the value. */
function readSetting(text: string): AppConfigOverlay {
  const separator = text.indexOf('=');
  const key = text.slice(0, Math.max(separator, 0));
  if (!/^boost(?:\.[\w-]+)+$/.test(key)) {
    throw new UsageError(
      '--set takes KEY=VALUE, where KEY is a key of the boost section: --set boost.kagenti.auth.scope=openid',
    );
  }
  if (isSecret(key)) {
    const file =
      key === `${authSection}.clientSecret` ? `, or name a file with ${secretFileFlag}` : '';
    throw new UsageError(
      `--set does not take ${key}, because every user of this machine can read a command line. Set the variable APP_CONFIG_${key.replaceAll('.', '_')}${file}.`,
    );
  }
  checkKey(key);
  return overlay(`--set ${key}`, key, readValue(key, text.slice(separator + 1)));
}

/** A key that nothing reads would be ignored. */
function checkKey(key: string): void {
  const { fields } = boostConfigRegistry;
  if (Object.hasOwn(fields, key)) return;
  const nearest = nearestName(key, Object.keys(fields));
  const remedy =
    nearest === undefined ? 'Set one field, not a section.' : `Did you mean ${nearest}?`;
  throw new UsageError(`--set has the key ${key}, which is no field of Boost. ${remedy}`);
}

/** Whether a key is that of a secret, is below one, or is a section that contains one. */
function isSecret(key: string): boolean {
  return Object.entries(boostConfigRegistry.fields).some(
    ([field, { sensitive }]) =>
      sensitive === true &&
      (field === key || field.startsWith(`${key}.`) || key.startsWith(`${field}.`)),
  );
}

/** A scalar as YAML reads it, or a list of scalars. */
function readValue(key: string, text: string): unknown {
  const document = parseDocument(text, { logLevel: 'silent' });
  const value: unknown = document.errors.length > 0 ? {} : document.toJS();
  const items: readonly unknown[] = Array.isArray(value) ? value : [value];
  if (items.some(item => typeof item === 'object' && item !== null)) {
    throw new UsageError(
      `--set ${key} has a value that is neither a YAML scalar nor a list of them, such as [team1, team2]. Set one key at a time, and quote a text with special characters.`,
    );
  }
  return value;
}

/** As Backstage reads a file of `$file`: white space at its end does not count. */
async function readSecret(path: string): Promise<string> {
  let secret: string;
  try {
    secret = (await readFile(path, 'utf8')).trimEnd();
  } catch (error) {
    throw new UsageError(
      `${secretFileFlag} cannot be read (${systemCodeOf(error) ?? 'an error'}). Check its path, and that this user may read the file.`,
    );
  }
  if (secret === '') {
    throw new UsageError(`${secretFileFlag} is empty. Write the secret of the client into it.`);
  }
  return secret;
}
