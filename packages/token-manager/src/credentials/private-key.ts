import { parseJsonObject } from '@rhdh-boost/internal/json-object';
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

/** Whether a value can be a key, or say where it is. */
export function isPrivateKeySource(value: unknown): value is PrivateKeySource {
  if (isUsableText(value) || isTextFile(value)) return true;
  return typeof value === 'object' && value !== null && 'kty' in value;
}

/** What of a key must not show: the whole text, and the numbers of a JWK that give it away. */
export function secretsOf(text: string): string[] {
  const jwk = parseJsonObject(text);
  const numbers = ['d', 'p', 'q'].map(name => jwk?.[name]);
  return [text, text.replace(/-----[^-]+-----|\s/g, ''), ...numbers].filter(isUsableText);
}
