import { createPrivateKey, type KeyObject, type webcrypto } from 'node:crypto';
import { parseJsonObject } from '../json-object.ts';
import { isTextFile, isUsableText, type TextFile } from './text-source.ts';

/**
 * A private key as a JSON Web Key (RFC 7517 section 4, RFC 7518 section 6, RFC 8037 section 2): an RSA, EC
 * or Ed25519 key. A type of our own, since @types/node has its one under another name in each major version.
 */
export interface PrivateJwk {
  /** Type of the key: `RSA`, `EC` or `OKP`. */
  readonly kty?: string;
  /** Id of the key, which the assertion's header names. */
  readonly kid?: string;
  /** The algorithm that it signs by. */
  readonly alg?: string;
  /** What it is for; not looked at. */
  readonly use?: string;
  /** What may be done with it; not looked at. */
  readonly key_ops?: string[];
  /** Whether a browser may export it; not looked at. */
  readonly ext?: boolean;
  /** The curve, of EC and OKP. */
  readonly crv?: string;
  /** The private number. */
  readonly d?: string;
  /** Of the public key, of EC and OKP. */
  readonly x?: string;
  /** Of the public key, of EC. */
  readonly y?: string;
  /** Modulus of RSA. */
  readonly n?: string;
  /** Exponent of RSA. */
  readonly e?: string;
  /** First prime of RSA. */
  readonly p?: string;
  /** Second prime of RSA. */
  readonly q?: string;
  /** Exponent of the first prime. */
  readonly dp?: string;
  /** Exponent of the second prime. */
  readonly dq?: string;
  /** Coefficient of the primes. */
  readonly qi?: string;
}

/** Where a private key comes from: a JWK, a PEM text, or a file that holds either. */
export type PrivateKeySource = PrivateJwk | string | TextFile;

/** A digital signature algorithm of JWS (RFC 7518 section 3.1, RFC 8037 section 3.1) that Keycloak takes. */
export type AssertionAlgorithm =
  | 'RS256'
  | 'RS384'
  | 'RS512'
  | 'PS256'
  | 'PS384'
  | 'PS512'
  | 'ES256'
  | 'ES384'
  | 'ES512'
  | 'EdDSA';

/** A key that can sign. */
export interface SigningKey {
  /** The key. */
  readonly key: webcrypto.CryptoKey;
  /** What the assertion's header says of it. */
  readonly algorithm: AssertionAlgorithm;
  /** The JWK's own id, where it has one. */
  readonly keyId: string | undefined;
}

/** What is wrong with a key; the text is ours and holds nothing of it. */
export class UnusableKey extends Error {}

const rsa = (name: string, bits: number) => ({
  type: 'rsa',
  curve: undefined,
  import: { name, hash: `SHA-${bits}` },
});
const ecdsa = (curve: string, namedCurve: string) => ({
  type: 'ec',
  curve,
  import: { name: 'ECDSA', namedCurve },
});

/** The kind of key that each algorithm takes, in the order in which a default is looked for. */
const algorithms = {
  RS256: rsa('RSASSA-PKCS1-v1_5', 256),
  RS384: rsa('RSASSA-PKCS1-v1_5', 384),
  RS512: rsa('RSASSA-PKCS1-v1_5', 512),
  PS256: rsa('RSA-PSS', 256),
  PS384: rsa('RSA-PSS', 384),
  PS512: rsa('RSA-PSS', 512),
  ES256: ecdsa('prime256v1', 'P-256'),
  ES384: ecdsa('secp384r1', 'P-384'),
  ES512: ecdsa('secp521r1', 'P-521'),
  EdDSA: { type: 'ed25519', curve: undefined, import: { name: 'Ed25519' } },
} satisfies Record<AssertionAlgorithm, unknown>;

/** RFC 7518 sections 3.3 and 3.5. */
const shortestRsaBits = 2048;

/** Whether a value is the name of an algorithm. */
export function isAssertionAlgorithm(value: unknown): value is AssertionAlgorithm {
  return typeof value === 'string' && Object.hasOwn(algorithms, value);
}

/** Whether a value can be a key, or say where it is. */
export function isPrivateKeySource(value: unknown): value is PrivateKeySource {
  if (isUsableText(value) || isTextFile(value)) return true;
  return typeof value === 'object' && value !== null && 'kty' in value;
}

/**
 * The key that a text holds, as PEM or as a JWK.
 *
 * @throws UnusableKey. What the parsers say is dropped: it may quote the text.
 */
export function readSigningKey(text: string, wanted: AssertionAlgorithm | undefined): SigningKey {
  const jwk = parseJsonObject(text);
  const key = parseKey(text, jwk);
  const algorithm = wanted ?? ownAlgorithm(jwk) ?? defaultAlgorithm(key);
  if (algorithm === undefined) {
    throw new UnusableKey(`is of a type that no algorithm signs with (${typeOf(key)})`);
  }
  if (!fits(key, algorithm)) {
    throw new UnusableKey(`does not fit the algorithm ${algorithm} (${typeOf(key)})`);
  }
  const bits = key.asymmetricKeyDetails?.modulusLength ?? shortestRsaBits;
  if (bits < shortestRsaBits) throw new UnusableKey(`is an RSA key of less than 2048 bits`);
  const keyId = typeof jwk?.['kid'] === 'string' ? jwk['kid'] : undefined;
  return { key: key.toCryptoKey(algorithms[algorithm].import, false, ['sign']), algorithm, keyId };
}

/** What of a key must not show: the whole text, and the numbers of a JWK that give it away. */
export function secretsOf(text: string): string[] {
  const jwk = parseJsonObject(text);
  const numbers = ['d', 'p', 'q'].map(name => jwk?.[name]);
  return [text, text.replace(/-----[^-]+-----|\s/g, ''), ...numbers].filter(isUsableText);
}

function parseKey(text: string, jwk: Record<string, unknown> | undefined): KeyObject {
  try {
    return createPrivateKey(jwk === undefined ? text : { key: jwk, format: 'jwk' });
  } catch {
    throw new UnusableKey(
      text.includes('ENCRYPTED')
        ? 'is encrypted: give it without passphrase'
        : 'is no private key, as PEM or JWK',
    );
  }
}

function ownAlgorithm(jwk: Record<string, unknown> | undefined): AssertionAlgorithm | undefined {
  const alg = jwk?.['alg'];
  // RFC 9864 gives EdDSA over Ed25519 a name of its own; Keycloak knows the old one.
  if (alg === 'Ed25519') return 'EdDSA';
  if (alg === undefined || isAssertionAlgorithm(alg)) return alg;
  throw new UnusableKey('has an alg that is not supported');
}

function defaultAlgorithm(key: KeyObject): AssertionAlgorithm | undefined {
  return Object.keys(algorithms)
    .filter(isAssertionAlgorithm)
    .find(name => fits(key, name));
}

function fits(key: KeyObject, name: AssertionAlgorithm): boolean {
  const { type, curve } = algorithms[name];
  return (
    key.asymmetricKeyType === type &&
    (curve === undefined || key.asymmetricKeyDetails?.namedCurve === curve)
  );
}

function typeOf(key: KeyObject): string {
  const { namedCurve } = key.asymmetricKeyDetails ?? {};
  return [key.asymmetricKeyType, namedCurve].filter(part => part !== undefined).join(' ');
}
