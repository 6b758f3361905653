import { hkdfSync } from 'node:crypto';

/** Keeps this key apart from others that are made of the same secret. */
const purpose = 'rhdh-boost/kagenti-client/chat-sessions/1';
const keyBytes = 32;

/** The session key that every replica makes of `boost.encryptionSecret` (HKDF, RFC 5869). */
export function sessionKeyFrom(encryptionSecret: string): Uint8Array {
  return new Uint8Array(hkdfSync('sha256', encryptionSecret, '', purpose, keyBytes));
}
