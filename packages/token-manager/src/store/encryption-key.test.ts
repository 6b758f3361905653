import { expect, test } from 'vitest';
import { failureOf } from '../fixtures/test-manager.fixture.ts';
import { deriveEncryptionKey } from './encryption-key.ts';

test('one secret gives one key in every version of the package [backstage-token-service/Same key wherever it is derived]', () => {
  const key = deriveEncryptionKey('only-for-tests-0123456789');

  // Replicas of two versions run side by side during a deployment.
  expect(Buffer.from(key).toString('hex')).toBe(
    '2f99184b7800a516672959dc82001c7fddecc6e4a8ce54ac942c5bbe90e85b30',
  );
  expect(deriveEncryptionKey('only-for-tests-0123456788')).not.toEqual(key);
});

test.each(['fifteen letters', ''])(
  '%j is too short to derive a key from [token-sharing/Encryption key is required]',
  async secret => {
    expect(await failureOf(() => deriveEncryptionKey(secret))).toMatchObject({
      code: 'invalid_configuration',
      hint: expect.stringContaining('openssl rand -base64 32'),
    });
  },
);
