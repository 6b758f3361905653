import { issuerOf } from './credential-url.ts';

/**
 * How a service account authenticates at the token endpoint, by the names of the IANA registry (RFC 7591
 * section 2) where it has one. `client_assertion` is a token of another issuer (RFC 7523), `none` no account.
 */
export const accountMethods = [
  'client_secret_basic',
  'client_secret_post',
  'private_key_jwt',
  'tls_client_auth',
  'client_assertion',
  'none',
] as const;

/** One of the {@link accountMethods}. */
export type AccountMethod = (typeof accountMethods)[number];

/** The keys that show that an account is configured; the others only change how it is used. */
export const identifyingAccountKeys = [
  'tokenEndpoint',
  'issuer',
  'clientId',
  'clientSecret',
  'keyFile',
  'assertionFile',
  'certificateFile',
  'certificateKeyFile',
] as const;

/** What an account is configured by, below its section `auth`, beside `method`. */
export const accountKeys = [
  ...identifyingAccountKeys,
  'tokenExpiryBufferSeconds',
  'scope',
  'audience',
  'resource',
  'timeoutMs',
  'caFile',
] as const;

/** One of the {@link accountKeys}. */
export type AccountKey = (typeof accountKeys)[number];

/** A mistake across the keys of an account. It contains no value. */
export interface AccountMistake {
  /** The key below `auth` that is missing or must not be set. */
  readonly key: AccountKey | 'method';
  /** `required` if it is missing, `invalid_value` if it must not be set. */
  readonly code: 'required' | 'invalid_value';
  /** What is wrong, to be read after the key. */
  readonly message: string;
  /** The remedy, as a sentence. */
  readonly hint: string;
}

/** The keys of what proves the client, by method. A certificate may go with each method (RFC 8705 section 3). */
export const accountProofs: Readonly<Record<AccountMethod, readonly AccountKey[]>> = {
  client_secret_basic: ['clientSecret'],
  client_secret_post: ['clientSecret'],
  private_key_jwt: ['keyFile'],
  tls_client_auth: ['certificateFile', 'certificateKeyFile'],
  client_assertion: ['assertionFile'],
  none: [],
};
/** What proves the client to one kind of method only. A certificate may go with each (RFC 8705 section 3). */
const exclusiveProofs: readonly AccountKey[] = ['clientSecret', 'keyFile', 'assertionFile'];
const certificate: readonly AccountKey[] = ['certificateFile', 'certificateKeyFile'];

/** Whether a value is one of the {@link accountMethods}. */
export function isAccountMethod(value: unknown): value is AccountMethod {
  return accountMethods.some(method => method === value);
}

type KeyTest = (key: AccountKey) => boolean;

/** Which keys of an account are set. */
export interface SetAccountKeys {
  /** Whether a key is set, even if its value is not known here. */
  readonly isSet: KeyTest;
  /** Its value, if that is known. A variable that is not set here may leave the key out elsewhere. */
  readonly valueOf: (key: AccountKey) => unknown;
}

/**
 * What is wrong across the keys of an account.
 *
 * @param auth - The section that contains them, for hints.
 * @param method - The method that is set; `client_secret_basic` applies without one.
 */
export function findAccountMistakes(
  auth: string,
  method: AccountMethod | undefined,
  { isSet, valueOf }: SetAccountKeys,
): AccountMistake[] {
  const isKnown = (key: AccountKey) => valueOf(key) !== undefined;
  const chosen = method ?? 'client_secret_basic';
  const unused = (key: AccountKey): AccountMistake => {
    const meant = findMeantFile(key, chosen, isSet);
    const remedy = `emove it, or set ${auth}.method to ${methodsWith(key)}.`;
    return {
      key,
      code: 'invalid_value',
      message: `must not be set, because the method is ${chosen}`,
      hint: meant === undefined ? `R${remedy}` : `Did you mean ${meant}? If not, r${remedy}`,
    };
  };
  if (chosen === 'none') return accountKeys.filter(isKnown).map(unused);
  const implied = method === undefined ? impliedMethod(isSet) : undefined;
  if (implied !== undefined) return [missingMethod(auth, implied)];
  const extra = exclusiveProofs.filter(key => isKnown(key) && !accountProofs[chosen].includes(key));
  return [
    ...extra.map(unused),
    ...findSecondAddress(auth, isKnown),
    ...findUnfitAddress(auth, chosen, valueOf),
    ...findMissing(auth, chosen, isSet),
    ...findHalfCertificate(chosen, isSet),
  ];
}

/**
 * Which file of a method was probably meant by a key that the method does not use: the missing one whose name ends
 * like the key (`keyFile` for `certificateKeyFile`), or the only one that is missing.
 */
export function findMeantFile(
  key: string,
  method: AccountMethod,
  isSet: KeyTest,
): AccountKey | undefined {
  const name = key.toLowerCase();
  if (!name.endsWith('file')) return undefined;
  const missing = accountProofs[method].filter(proof => proof.endsWith('File') && !isSet(proof));
  const alike = missing.find(proof => proof.toLowerCase().endsWith(name));
  return alike ?? (missing.length === 1 ? missing[0] : undefined);
}

function methodsWith(key: AccountKey): string {
  const methods = accountMethods.filter(method => accountProofs[method].includes(key));
  return methods.length === 0 ? 'the method of the account' : methods.join(' or ');
}

/** Whoever sets a file that proves the client, and neither a secret nor a method, forgot the method. */
function impliedMethod(isSet: KeyTest): AccountMethod | undefined {
  if (isSet('clientSecret')) return undefined;
  const methods = accountMethods.filter(method => accountProofs[method].some(isSet));
  return methods.length === 1 ? methods[0] : undefined;
}

function missingMethod(auth: string, method: AccountMethod): AccountMistake {
  return {
    key: 'method',
    code: 'required',
    message: `is missing: only the method ${method} uses ${accountProofs[method].join(' and ')}`,
    hint: `Set ${auth}.method to ${method}.`,
  };
}

function findSecondAddress(auth: string, isKnown: KeyTest): AccountMistake[] {
  if (!isKnown('tokenEndpoint') || !isKnown('issuer')) return [];
  return [
    {
      key: 'issuer',
      code: 'invalid_value',
      message: 'must not be set beside tokenEndpoint',
      hint: `Remove ${auth}.tokenEndpoint, because the issuer's discovery document names it. Or remove the issuer.`,
    },
  ];
}

/** An assertion is meant for the issuer (RFC 7523 section 3), and a certificate is shown in TLS (RFC 8705 section 2). */
function findUnfitAddress(
  auth: string,
  method: AccountMethod,
  valueOf: SetAccountKeys['valueOf'],
): AccountMistake[] {
  return (['tokenEndpoint', 'issuer'] as const).flatMap(key => {
    const address = valueOf(key);
    if (typeof address !== 'string' || !URL.canParse(address)) return [];
    const url = new URL(address);
    const unfit = { key, code: 'invalid_value' } as const;
    if (key === 'tokenEndpoint' && method === 'private_key_jwt' && issuerOf(url) === undefined) {
      const message = `does not have the path of a Keycloak realm, from which the method ${method} takes the issuer`;
      return [{ ...unfit, message, hint: `Set ${auth}.issuer instead.` }];
    }
    if (method === 'tls_client_auth' && url.protocol !== 'https:') {
      const message = `must be https, because the method ${method} needs TLS`;
      return [{ ...unfit, message, hint: 'Use https, even on loopback.' }];
    }
    return [];
  });
}

/** All that a method needs is missing only where some of it, or another method than the default's, is set. */
function findMissing(auth: string, method: AccountMethod, isSet: KeyTest): AccountMistake[] {
  const address: AccountKey = isSet('issuer') ? 'issuer' : 'tokenEndpoint';
  const id: AccountKey[] = method === 'client_assertion' ? [] : ['clientId'];
  const needed = [address, ...id, ...accountProofs[method]];
  const missing = needed.filter(key => !isSet(key));
  const mayBeNone = accountProofs[method].includes('clientSecret');
  if (mayBeNone && missing.length === needed.length) return [];
  const [last = '', ...others] = needed
    .map(key => (key === 'tokenEndpoint' ? 'tokenEndpoint (or issuer)' : key))
    .toReversed();
  const together = `${others.toReversed().join(', ')} and ${last}`;
  return missing.map(key => ({
    key,
    code: 'required',
    message: mayBeNone
      ? `is missing: set ${together} together`
      : `is missing: the method ${method} needs ${together}`,
    hint: `Set ${mayBeNone ? `all of them below ${auth}, or none` : `it below ${auth}`}. A key whose \${VARIABLE} is not set counts as missing.`,
  }));
}

function findHalfCertificate(method: AccountMethod, isSet: KeyTest): AccountMistake[] {
  const missing = certificate.filter(key => !isSet(key));
  if (method === 'tls_client_auth' || missing.length !== 1) return [];
  return missing.map(key => ({
    key,
    code: 'required',
    message: 'is missing: set certificateFile and certificateKeyFile together',
    hint: 'Set both, or neither.',
  }));
}

/** What is set below `auth`. */
export interface AccountValues {
  readonly method?: AccountMethod | undefined;
  readonly tokenEndpoint?: string | undefined;
  readonly issuer?: string | undefined;
  readonly clientId?: string | undefined;
  readonly clientSecret?: string | undefined;
  readonly keyFile?: string | undefined;
  readonly assertionFile?: string | undefined;
  readonly certificateFile?: string | undefined;
  readonly certificateKeyFile?: string | undefined;
  readonly tokenExpiryBufferSeconds?: number | undefined;
  readonly scope?: string | undefined;
  readonly audience?: string | undefined;
  readonly resource?: string | undefined;
  readonly timeoutMs?: number | undefined;
  readonly caFile?: string | undefined;
}

interface File {
  readonly file: string;
}

type Address =
  | { readonly tokenEndpoint: string; readonly issuer?: undefined }
  | { readonly issuer: string; readonly tokenEndpoint?: undefined };

type Proof =
  | {
      readonly clientId: string;
      readonly clientSecret: () => string;
      readonly clientAuthentication: 'client_secret_basic' | 'client_secret_post';
    }
  | {
      readonly clientId: string;
      readonly clientSecret?: undefined;
      readonly clientAuthentication:
        | { readonly method: 'private_key_jwt'; readonly key: File }
        | { readonly method: 'tls_client_auth' };
    }
  | {
      readonly clientId: string | undefined;
      readonly clientSecret?: undefined;
      readonly clientAuthentication: {
        readonly method: 'client_assertion';
        readonly assertion: File;
      };
    };

type Tls = { readonly caFile?: string | undefined } & (
  | { readonly certificateFile: string; readonly keyFile: string }
  | { readonly certificateFile?: undefined; readonly keyFile?: undefined }
);

/** The options of the token manager that an account becomes. */
export type AccountOptions = Address &
  Proof & {
    readonly tokenExpiryBufferSeconds: number | undefined;
    readonly scope: string | undefined;
    readonly audience: string | undefined;
    readonly resource: readonly string[] | undefined;
    readonly timeoutMs: number | undefined;
    readonly tls: Tls | undefined;
  };

/**
 * The options of the token manager for an account; undefined without one. The values have no
 * {@link findAccountMistakes mistakes}.
 *
 * @param currentSecret - Reads the secret again for each renewal, so that it can rotate.
 */
export function accountOptions(
  values: AccountValues,
  currentSecret: () => string,
): AccountOptions | undefined {
  const { tokenExpiryBufferSeconds, scope, audience, resource, timeoutMs } = values;
  const address = addressOf(values);
  const proof = proofOf(values, currentSecret);
  if (address === undefined || proof === undefined) return undefined;
  return {
    ...address,
    ...proof,
    tokenExpiryBufferSeconds,
    scope,
    audience,
    resource: resource?.trim().split(/\s+/),
    timeoutMs,
    tls: tlsOf(values),
  };
}

function addressOf({ tokenEndpoint, issuer }: AccountValues): Address | undefined {
  if (issuer !== undefined) return { issuer };
  return tokenEndpoint === undefined ? undefined : { tokenEndpoint };
}

function tlsOf({ caFile, certificateFile, certificateKeyFile }: AccountValues): Tls | undefined {
  if (certificateFile !== undefined && certificateKeyFile !== undefined) {
    return { caFile, certificateFile, keyFile: certificateKeyFile };
  }
  return caFile === undefined ? undefined : { caFile };
}

function proofOf(values: AccountValues, currentSecret: () => string): Proof | undefined {
  const { clientId, clientSecret, keyFile, assertionFile } = values;
  const method = values.method ?? 'client_secret_basic';
  if (method === 'client_assertion') {
    return assertionFile === undefined
      ? undefined
      : { clientId, clientAuthentication: { method, assertion: { file: assertionFile } } };
  }
  if (method === 'none' || clientId === undefined) return undefined;
  switch (method) {
    case 'private_key_jwt':
      return keyFile === undefined
        ? undefined
        : { clientId, clientAuthentication: { method, key: { file: keyFile } } };
    case 'tls_client_auth':
      return { clientId, clientAuthentication: { method } };
    default:
      return clientSecret === undefined
        ? undefined
        : { clientId, clientSecret: currentSecret, clientAuthentication: method };
  }
}

/**
 * What errors call each option of the token manager, for those who set keys and know no options.
 *
 * @param section - The section that contains `auth`, such as `boost.kagenti`.
 */
export function accountOptionNames(section: string): Record<string, string> {
  const auth = `${section}.auth`;
  const ofKey = (name: string) => `${name} of the JSON Web Key in ${auth}.keyFile`;
  return {
    ...Object.fromEntries(accountKeys.map(key => [key, `${auth}.${key}`])),
    clientAuthentication: `${auth}.method`,
    'clientAuthentication.key': `${auth}.keyFile`,
    'clientAuthentication.algorithm': ofKey('alg'),
    keyId: ofKey('kid'),
    'clientAuthentication.assertion': `${auth}.assertionFile`,
    'tls.caFile': `${auth}.caFile`,
    'tls.certificateFile': `${auth}.certificateFile`,
    'tls.keyFile': `${auth}.certificateKeyFile`,
    allowInClusterHttp: `${section}.allowInClusterHttp`,
  };
}
