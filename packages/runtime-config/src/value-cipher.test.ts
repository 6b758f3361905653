import { expect, test } from 'vitest';
import stored from '../test/fixtures/boost-stored-values.json' with { type: 'json' };
import { cipherOf } from '../test/sealed-value.fixture.ts';

const key = 'boost.devSpaces.credentials';
const cipher = cipherOf(stored.secret);

test('every changed byte keeps a value from opening [runtime-config/Value moved to another row does not open]', () => {
  const sealed = cipher.encrypt(key, { a: 'value' });
  expect(cipher.decrypt(key, sealed)).toEqual({ value: { a: 'value' }, form: 'current' });
  const bytes = Buffer.from(sealed.slice(7), 'base64');
  for (const index of bytes.keys()) {
    const changed = Buffer.from(bytes);
    changed[index] = (changed[index] ?? 0) ^ 1;
    expect(cipher.decrypt(key, `boost1:${changed.toString('base64')}`)).toBeUndefined();
  }
  for (let length = 0; length < bytes.length; length += 1)
    expect(
      cipher.decrypt(key, `boost1:${bytes.subarray(0, length).toString('base64')}`),
    ).toBeUndefined();
});

test.each([
  ['another mark', 'boost2:AAAA'],
  ['no text', 7],
  ['nothing', undefined],
  ['an empty text', ''],
  ['base64 of too little', 'AAAA'],
  ['no base64', 'ä'.repeat(60)],
])('%s does not open [runtime-config/Value moved to another row does not open]', (_what, text) => {
  expect(cipher.decrypt(key, text)).toBeUndefined();
});

test('the form and the secret are returned [runtime-config/Previous secrets still open]', () => {
  const rotated = cipherOf('a newer secret, long enough', [stored.secret]);
  expect(rotated.decrypt(key, cipher.encrypt(key, 'x'))).toEqual({ value: 'x', form: 'previous' });
  expect(rotated.decrypt(key, rotated.encrypt(key, 'x'))).toEqual({ value: 'x', form: 'current' });
  const legacy = JSON.parse(stored.rows[1]?.value ?? '');
  expect(rotated.decrypt(key, legacy)).toEqual({ value: 'x', form: 'legacy' });
  const readOnly = cipherOf(undefined, [stored.secret]);
  expect(readOnly.canEncrypt).toBe(false);
  expect(readOnly.decrypt(key, cipher.encrypt(key, 'x'))?.form).toBe('previous');
  expect(() => readOnly.encrypt(key, 'x')).toThrow('no secret');
});
