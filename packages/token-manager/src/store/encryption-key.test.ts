import { expect, test } from 'vitest';
import { failureOf } from '../../test/fixtures/test-manager.fixture.ts';
import { deriveEncryptionKey } from './encryption-key.ts';

test('one secret gives one key in every version of the package', () => {
  const key = deriveEncryptionKey('only-for-tests-0123456789');

  // Replicas of two versions run side by side during a deployment.
  expect(Buffer.from(key).toString('hex')).toBe(
    '2f99184b7800a516672959dc82001c7fddecc6e4a8ce54ac942c5bbe90e85b30',
  );
  expect(deriveEncryptionKey('only-for-tests-0123456788')).not.toEqual(key);
});

test('sixteen characters are enough to derive a key from [shared-token-store/Encryption key is required]', () => {
  expect(deriveEncryptionKey('sixteen--letters')).toHaveLength(32);
});

test.each<unknown>(['fifteen letters', '', undefined, new Uint8Array(32)])(
  'no key is derived from %j [shared-token-store/Encryption key is required]',
  async secret => {
    const error = await failureOf(() => Reflect.apply(deriveEncryptionKey, undefined, [secret]));
    expect(error).toMatchObject({
      code: 'invalid_configuration',
      message: 'encryptionSecret must be a text of at least 16 characters',
      hint: expect.stringContaining('openssl rand -base64 32'),
    });
  },
);
