import { createCipheriv, createDecipheriv, createHash, hkdfSync } from 'node:crypto';
import { expect, test } from 'vitest';
import { cipherOf } from '../test/sealed-value.fixture.ts';

// Rows outlive the code that wrote them. The constants were computed with the primitives of node:crypto alone,
// as written out below; if one does not open any more, every secret that is stored is lost. Do not replace
// them: give a new form its own mark, and leave the old one readable.
const secret = 'known answers: an encryption secret';
const key = 'boost.devSpaces.credentials';
const value = { user: 'jané', pin: 7 };
/** The initialization vector of the constants: bytes 0 to 11. */
const iv = Buffer.from('000102030405060708090a0b', 'hex');

/** HKDF-SHA-256 of the secret, without salt. */
const today = Buffer.from(hkdfSync('sha256', secret, '', 'boost_admin_config value v1', 32));
/** SHA-256 of the secret, as in Boost up to 0.8. */
const legacy = createHash('sha256').update(secret).digest();

const row = 'boost1:AAECAwQFBgcICQoLpzcey6KP7gLLZ43fW/qu35Mk/PC2KBXxCLCkjgEmE9WO5GqZOk3brA==';
const legacyRow = 'AAECAwQFBgcICQoLf8axfcqTr+muGWUfJKu6TXRCjVl1';

test('the constants are what the primitives make', () => {
  expect(today.toString('hex')).toBe(
    'c834cb2d402bbdbd9b10762cd2ea90df105c7d447647857d6941466809e1be22',
  );
  expect(legacy.toString('hex')).toBe(
    '56d00979f5118d03f6613b974367ec5fcd59ab73fe123611e6fb98e1e4a0ff9b',
  );
  const cipher = createCipheriv('aes-256-gcm', today, iv).setAAD(Buffer.from(`boost1:${key}`));
  const text = [iv, cipher.update(JSON.stringify(value)), cipher.final(), cipher.getAuthTag()];
  expect(row).toBe(`boost1:${Buffer.concat(text).toString('base64')}`);
  const old = createCipheriv('aes-256-gcm', legacy, iv);
  const oldText = [iv, old.update('jané'), old.final(), old.getAuthTag()];
  expect(legacyRow).toBe(Buffer.concat(oldText).toString('base64'));
});

test('a row of form boost1 opens', () => {
  expect(cipherOf(secret).decrypt(key, row)).toEqual({ value, form: 'current' });
  expect(cipherOf('another secret, of today', [secret]).decrypt(key, row)).toEqual({
    value,
    form: 'previous',
  });
});

test('a row of Boost, without a mark, opens', () => {
  expect(cipherOf(secret).decrypt(key, legacyRow)).toEqual({ value: 'jané', form: 'legacy' });
});

test('what is written today, an earlier version opens with the primitives', () => {
  const [mark, sealed] = cipherOf(secret)
    .encrypt(key, value)
    .split(/(?<=:)/);
  const bytes = Buffer.from(sealed ?? '', 'base64');
  const decipher = createDecipheriv('aes-256-gcm', today, bytes.subarray(0, 12))
    .setAAD(Buffer.from(`boost1:${key}`))
    .setAuthTag(bytes.subarray(-16));
  const text = decipher.update(bytes.subarray(12, -16), undefined, 'utf8') + decipher.final('utf8');

  expect(mark).toBe('boost1:');
  expect(JSON.parse(text)).toEqual(value);
});
