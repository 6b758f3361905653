import { findUnknownName } from '@rhdh-boost/internal/nearest-name';
import type { ClientAssertion, PrivateKeyJwt } from './credentials/client-authentication.ts';
import { isTextFile, type TextFile } from './credentials/text-source.ts';
import { issuerShape } from './endpoint/credential-url.ts';
import type { TlsOptions } from './endpoint/tls-material.ts';
import type { KeycloakTokenManagerSettings } from './manager-options.ts';
import { wrongOption } from './option-rule.ts';

/** Every option: the compiler sees to it that none is left out. */
const managerOptions = {
  tokenEndpoint: true,
  issuer: true,
  clientId: true,
  clientSecret: true,
  clientAuthentication: true,
  scope: true,
  audience: true,
  resource: true,
  tokenExpiryBufferSeconds: true,
  timeoutMs: true,
  staleWaitMs: true,
  allowInClusterHttp: true,
  tls: true,
  dispatcher: true,
  store: true,
  encryptionKey: true,
  optionNames: true,
  logger: true,
  onEvent: true,
  clock: true,
} satisfies Record<keyof KeycloakTokenManagerSettings | 'tokenEndpoint' | 'issuer', true>;

const tlsOptions = { caFile: true, certificateFile: true, keyFile: true } satisfies Record<
  keyof TlsOptions,
  true
>;

/** Names that others give to a part of the issuer, and what to write in their place. */
const managerAliases = Object.fromEntries(
  ['realm', 'url', 'baseUrl', 'authServerUrl'].map(name => [
    name,
    `${name} is part of issuer: ${issuerShape}.`,
  ]),
);

/** As in app-config. */
const tlsAliases = { certificateKeyFile: 'Did you mean tls.keyFile?' };

const textFileOptions = { file: true } satisfies Record<keyof TextFile, true>;

const authenticationOptions = {
  method: true,
  key: true,
  algorithm: true,
  keyId: true,
  assertion: true,
  type: true,
} satisfies Record<keyof PrivateKeyJwt | keyof ClientAssertion, true>;

/**
 * Refuses what is no option: from configuration, or in JavaScript, a name with a slip in it would be
 * ignored, and its default used in silence.
 *
 * @throws TokenError `invalid_configuration`, also when there are no options at all
 */
export function refuseUnknownOptions(options: unknown): void {
  if (typeof options !== 'object' || options === null) {
    throw wrongOption(
      'The options are missing',
      'Give an object with tokenEndpoint or issuer, clientId and clientSecret.',
    );
  }
  refuseOthers('', options, Object.keys(managerOptions), managerAliases);
  if ('clientSecret' in options) refuseBesideFile('clientSecret.', options.clientSecret);
  if ('tls' in options) refuseOthers('tls.', options.tls, Object.keys(tlsOptions), tlsAliases);
  if ('clientAuthentication' in options) {
    const { clientAuthentication } = options;
    const known = Object.keys(authenticationOptions);
    refuseOthers('clientAuthentication.', clientAuthentication, known);
    const { key, assertion } = Object(clientAuthentication);
    refuseBesideFile('clientAuthentication.key.', key);
    refuseBesideFile('clientAuthentication.assertion.', assertion);
  }
}

/** A text is all that is in a file: what stands beside it would be taken for more, a default say. */
function refuseBesideFile(prefix: string, given: unknown): void {
  if (isTextFile(given)) refuseOthers(prefix, given, Object.keys(textFileOptions));
}

/**
 * Refuses what is no option of a call: a name with a slip in it would be ignored.
 *
 * @param prefix - what stands before each name in errors
 * @param known - the names that there are
 * @param aliases - the hint for a name that something else has elsewhere
 * @throws TokenError `invalid_configuration`
 */
export function refuseOthers(
  prefix: string,
  given: unknown,
  known: readonly string[],
  aliases: Readonly<Record<string, string>> = {},
): void {
  if (typeof given !== 'object' || given === null || Array.isArray(given)) return;
  const unknown = findUnknownName(given, known);
  if (unknown === undefined) return;
  const { name, meant } = unknown;
  const alias = Object.hasOwn(aliases, name) ? aliases[name] : undefined;
  // A text that is no name was not meant as one, and may be anything.
  const shown = /^\w{1,60}$/.test(name) ? `${prefix}${name}` : `A name in ${prefix || 'them'}`;
  throw wrongOption(
    `${shown} is none of the options`,
    alias ??
      (meant === undefined
        ? `Remove or rename it; the options are ${known.map(each => prefix + each).join(', ')}.`
        : `Did you mean ${prefix}${meant}?`),
  );
}
