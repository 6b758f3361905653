import { generateKeyPairSync } from 'node:crypto';
import { readSigningKey } from '@rhdh-boost/internal/signing-key';
import { expect, test } from 'vitest';

const pemOf = (modulusLength: number) =>
  generateKeyPairSync('rsa', {
    modulusLength,
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
    publicKeyEncoding: { type: 'spki', format: 'pem' },
  }).privateKey;

test('an RSA key of 2048 bits signs, one of 2047 bits is refused [client-authentication/Unusable key or certificate refused]', () => {
  expect(readSigningKey(pemOf(2048), undefined).algorithm).toBe('RS256');
  expect(() => readSigningKey(pemOf(2047), undefined)).toThrow('less than 2048 bits');
});
