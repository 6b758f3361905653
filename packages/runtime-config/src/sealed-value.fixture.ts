import { secret as todaysSecret } from './sample-fields.fixture.ts';
import { ValueCipher } from './value-cipher.ts';

/** A sensitive value as its row holds it. */
export function seal(key: string, value: unknown, secret = todaysSecret): string {
  return JSON.stringify(cipherOf(secret).encrypt(key, value));
}

/** What a row holds; undefined when the secret does not open it, or the form is not today's. */
export function unseal(key: string, stored: unknown, secret = todaysSecret): unknown {
  const opened = cipherOf(secret).decrypt(key, JSON.parse(String(stored)));
  return opened?.form === 'current' ? opened.value : undefined;
}

/** A cipher with these secrets. */
export function cipherOf(current: string | undefined, previous: readonly string[] = []) {
  return new ValueCipher(() => ({ current, previous }));
}
