import { randomBytes } from 'node:crypto';
import { expect, test } from 'vitest';
import { enoughBits, estimatedBits } from './secret-strength.ts';

test.each(['base64', 'base64url', 'hex'] as const)(
  'A10: 32 random bytes as %s have enough bits',
  encoding => {
    for (let draw = 0; draw < 500; draw += 1) {
      expect(estimatedBits(randomBytes(32).toString(encoding))).toBeGreaterThan(enoughBits);
    }
  },
);

// Keycloak draws 32 letters and digits; each of these looks like words to whom consonants in a row are one.
test.each(['m15YuYNSQRBPhupv8BKhzwkXs0tYoydh', 'ROdIjMRIKVfOAOCQTqwCUBAMxCruvvGa'])(
  '%s, which was drawn, cannot be guessed',
  secret => {
    expect(estimatedBits(secret)).toBeGreaterThan(enoughBits);
  },
);

test.each([
  '',
  'changeme-changeme',
  'ChangeMeChangeMeChangeMeChangeMe',
  'an encryption secret of last year for the boost plugin of the company',
  'correct-horse-battery-staple',
  'MyCompanyBoostSecret2026!',
  'P@ssw0rdP@ssw0rdP@ssw0rdP@ssw0rd',
  'qwertyuiopasdfghjklzxcvbnm1234567890',
  'poiuytrewqlkjhgfdsamnbvcxz',
  'abcdefghijklmnopqrstuvwxyz0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ',
  'a'.repeat(1_000),
  'deadbeef'.repeat(20),
  '2026-11-27T00:00:00.000Z',
])('A10: %s can be guessed', secret => {
  expect(estimatedBits(secret)).toBeLessThan(enoughBits);
});

test('what is counted has a limit, so that a large file is judged as quickly', () => {
  const random = randomBytes(400).toString('base64');

  expect(estimatedBits(random)).toBe(estimatedBits(random.slice(0, 256)));
});
