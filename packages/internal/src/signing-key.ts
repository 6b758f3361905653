import { createPrivateKey, type KeyObject, type webcrypto } from 'node:crypto';
import { parseJsonObject } from './json-object.ts';

/** A key that can sign. */
export interface SigningKey {
  /** The key. */
  readonly key: webcrypto.CryptoKey;
  /** What the assertion's header says of it. */
  readonly algorithm: AssertionAlgorithm;
  /** The JWK's own id, where it has one. */
  readonly keyId: string | undefined;
}

/** What is wrong with a key. The message contains nothing of it. */
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
} as const;

/** The name of one of these algorithms. */
export type AssertionAlgorithm = keyof typeof algorithms;

/** RFC 7518 sections 3.3 and 3.5. */
const shortestRsaBits = 2048;

/** Whether a value is the name of an algorithm. */
export function isAssertionAlgorithm(value: unknown): value is AssertionAlgorithm {
  return typeof value === 'string' && Object.hasOwn(algorithms, value);
}

/**
 * Reads the key in a text, as PEM or as a JWK.
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
  // RFC 9864 names EdDSA over Ed25519 anew; Keycloak knows the old name.
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
