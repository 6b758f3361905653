import { hkdfSync } from 'node:crypto';
import { TokenError } from '../token-error.ts';

/** Keeps this key apart from others that are made of the same secret. */
const purpose = 'rhdh-boost/token-manager/shared-tokens/1';
const keyBytes = 32;
/** What `boost.encryptionSecret` must have at least. */
const shortestSecret = 16;

/**
 * The `encryptionKey` that every replica makes of one secret, `boost.encryptionSecret` say, by
 * HKDF-SHA-256 (RFC 5869). Managers whose key is made of the same secret share what is in a store.
 *
 * @param encryptionSecret - A random text of at least 16 characters, and not the client's secret.
 * @throws TokenError `invalid_configuration` for one that is shorter
 */
export function deriveEncryptionKey(encryptionSecret: string): Uint8Array {
  if (typeof encryptionSecret !== 'string' || encryptionSecret.length < shortestSecret) {
    throw new TokenError({
      code: 'invalid_configuration',
      message: `encryptionSecret must be a text of at least ${shortestSecret} characters`,
      hint: 'Make one with "openssl rand -base64 32", the same for all replicas.',
    });
  }
  return new Uint8Array(hkdfSync('sha256', encryptionSecret, '', purpose, keyBytes));
}
