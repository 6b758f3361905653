import { createCipheriv, createHash, randomBytes } from 'node:crypto';
import { ValueCipher } from '../src/value-cipher.ts';
import { secret as todaysSecret } from './sample-fields.fixture.ts';

/** A sensitive value as its row contains it. */
export function seal(key: string, value: unknown, secret = todaysSecret): string {
  return JSON.stringify(cipherOf(secret).encrypt(key, value));
}

/** A sensitive value as Boost up to 0.8 encrypted it. */
export function legacySeal(text: string, secret = todaysSecret): string {
  const iv = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', createHash('sha256').update(secret).digest(), iv);
  const sealed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
  return JSON.stringify(Buffer.concat([iv, sealed, cipher.getAuthTag()]).toString('base64'));
}

/** What a row contains; undefined when the secret does not open it, or the form is not today's. */
export function unseal(key: string, stored: unknown, secret = todaysSecret): unknown {
  const opened = cipherOf(secret).decrypt(key, JSON.parse(String(stored)));
  return opened?.form === 'current' ? opened.value : undefined;
}

/** A cipher with these secrets. */
export function cipherOf(current: string | undefined, previous: readonly string[] = []) {
  return new ValueCipher(() => ({ current, previous, legacyOnly: [] }), true);
}
