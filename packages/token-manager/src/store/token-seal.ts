import {
  createCipheriv,
  createDecipheriv,
  createHash,
  createSecretKey,
  hkdfSync,
  type KeyObject,
  randomBytes,
} from 'node:crypto';
import { types } from 'node:util';
import { parseJsonObject } from '@rhdh-boost/internal/json-object';
import { TokenError } from '../token-error.ts';

/** Stands in front of what is sealed, and tells the form. */
const formatMark = 'token1:';
const algorithm = 'aes-256-gcm';
const ivBytes = 12;
const tagBytes = 16;
const keyBytes = 32;
/** What `boost.encryptionSecret` must have at least; a shorter one others could guess. */
const shortestKey = 16;

/** A token as it is shared. */
export interface SharedToken {
  /** The token. */
  readonly value: string;
  /** When it was asked for: milliseconds since 1970 by the clock of the replica that did. */
  readonly requestedAtMs: number;
  /** How long it lives, in seconds. */
  readonly lifetimeSeconds: number;
  /** Its scope, where the answer named one. */
  readonly scope: string | undefined;
}

/**
 * Seals what goes into a store: AES-256-GCM, its key derived from the caller's by HKDF-SHA-256 (RFC
 * 5869) under a label that nothing else uses, the entry's name bound in. The caller's key is not made from the
 * client's secret: whoever reads the store could try guesses at a secret that a person chose.
 */
export class TokenSeal {
  readonly #key: KeyObject;
  /** Tells keys apart, and nothing of them. */
  readonly keyId: string;

  /** @throws TokenError `invalid_configuration` for a key that is too short */
  constructor(encryptionKey: string | Uint8Array | undefined) {
    checkEncryptionKey(encryptionKey);
    const derive = (info: string, bytes: number) =>
      Buffer.from(hkdfSync('sha256', encryptionKey, '', `token-manager store ${info} v1`, bytes));
    this.#key = createSecretKey(derive('value', keyBytes));
    this.keyId = derive('key id', 16).toString('hex');
  }

  /**
   * The name of the entry for what an account is made of: a hash that also depends on the key. Tokens that may be
   * bound to a certificate (RFC 8705 section 3) have an entry for each certificate.
   */
  nameOf(account: readonly (string | undefined)[], thumbprint?: string): string {
    const parts = account.map(part => part ?? null);
    const confirmation = thumbprint === undefined ? [] : [{ 'x5t#S256': thumbprint }];
    const text = JSON.stringify([this.keyId, ...parts, ...confirmation]);
    return createHash('sha256').update(text).digest('hex');
  }

  /** Seals a token for one entry. */
  seal(name: string, token: SharedToken): string {
    const iv = randomBytes(ivBytes);
    const cipher = createCipheriv(algorithm, this.#key, iv);
    cipher.setAAD(Buffer.from(formatMark + name));
    const text = Buffer.concat([cipher.update(JSON.stringify(token), 'utf8'), cipher.final()]);
    return formatMark + Buffer.concat([iv, text, cipher.getAuthTag()]).toString('base64url');
  }

  /** The token of one entry; undefined for anything that was not sealed for it with this key. */
  open(name: string, sealed: string): SharedToken | undefined {
    if (!sealed.startsWith(formatMark)) return undefined;
    const bytes = Buffer.from(sealed.slice(formatMark.length), 'base64url');
    if (bytes.length < ivBytes + tagBytes) return undefined;
    const options = { authTagLength: tagBytes };
    const decipher = createDecipheriv(algorithm, this.#key, bytes.subarray(0, ivBytes), options);
    decipher.setAAD(Buffer.from(formatMark + name));
    decipher.setAuthTag(bytes.subarray(-tagBytes));
    try {
      const text = decipher.update(bytes.subarray(ivBytes, -tagBytes));
      return readToken(Buffer.concat([text, decipher.final()]).toString('utf8'));
    } catch {
      return undefined;
    }
  }
}

/**
 * Checks the option `encryptionKey`.
 *
 * @throws TokenError `invalid_configuration` for a key that is missing or too short
 */
export function checkEncryptionKey(key: unknown): asserts key is string | Uint8Array {
  if ((typeof key === 'string' || types.isUint8Array(key)) && key.length >= shortestKey) return;
  throw new TokenError({
    code: 'invalid_configuration',
    message: `encryptionKey must have at least ${shortestKey} characters or bytes, to share tokens through a store`,
    hint: 'Make a random one, the same for all replicas: openssl rand -base64 32.',
  });
}

/** Another version of this package, with the same key, may have written other fields. */
function readToken(text: string): SharedToken | undefined {
  const { value, requestedAtMs, lifetimeSeconds, scope } = parseJsonObject(text) ?? {};
  const isToken =
    typeof value === 'string' &&
    typeof requestedAtMs === 'number' &&
    typeof lifetimeSeconds === 'number' &&
    (scope === undefined || typeof scope === 'string');
  return isToken ? { value, requestedAtMs, lifetimeSeconds, scope } : undefined;
}
