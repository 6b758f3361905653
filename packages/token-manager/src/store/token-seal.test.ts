import { expect, test } from 'vitest';
import { encryptionKey } from '../../test/fixtures/replicas.fixture.ts';
import { failureOf } from '../../test/fixtures/test-manager.fixture.ts';
import { type SharedToken, TokenSeal } from './token-seal.ts';

const name = 'the name of an entry';
const token: SharedToken = {
  value: 'token-1',
  requestedAtMs: 1_764_000_000_000,
  lifetimeSeconds: 300,
  scope: 'café',
};

/** Seals anything, as another version of the package may. */
function sealAny(seal: TokenSeal, fields: object): string {
  return seal.seal(name, Object.assign(JSON.parse('{}'), fields));
}

test('one key gives one name for an account in every version of the package', () => {
  const seal = new TokenSeal(encryptionKey);
  const account = ['https://keycloak.example.com/token', 'boost', undefined, 'email'];

  expect(seal.nameOf(account)).toBe(
    '31985c600f50578966cf9d9131c2651c633ae080a06641372b6dd30dc84c9ded',
  );
});

test('what another version of the package left is opened', () => {
  const entry = '31985c600f50578966cf9d9131c2651c633ae080a06641372b6dd30dc84c9ded';
  const left =
    'token1:YACCanOSOc3LojAGz9LCfDU2jeGqv8eucGzMs2MLqdn__MU09GfL-o7u8q8-hYObFdsY8hEZUo5GOAiyhpuA-x3nQDoeOSHVfue_oOACIzyY_lRRlDGL4SDL0SbpPFZdQmznXC2QqJ9wtDyUMoyZ1Tq78g';

  expect(new TokenSeal(encryptionKey).open(entry, left)).toEqual(token);
});

test('an account without a scope is not one whose scope is empty or says null [shared-token-store/Other account or other key, other entry]', () => {
  const seal = new TokenSeal(encryptionKey);
  const names = [undefined, '', 'null'].map(scope => seal.nameOf(['boost', scope]));
  expect(new Set(names).size).toBe(3);
});

test.each([
  ['16 characters', 'x'.repeat(16)],
  ['16 bytes', new Uint8Array(16)],
])('a key of %s is long enough [shared-token-store/Encryption key is required]', (_what, key) => {
  const seal = new TokenSeal(key);
  expect(seal.open(name, seal.seal(name, token))).toEqual(token);
});

test.each<[string, unknown]>([
  ['15 characters', 'x'.repeat(15)],
  ['15 bytes', new Uint8Array(15)],
  ['bytes that are in no array', new ArrayBuffer(64)],
  ['a number', 7],
])(
  'a key of %s is refused, and the hint says how to make one [shared-token-store/Encryption key is required]',
  async (_what, key) => {
    const error = await failureOf(() => Reflect.construct(TokenSeal, [key]));
    expect(error).toMatchObject({
      code: 'invalid_configuration',
      message: expect.stringContaining('encryptionKey must have at least 16 characters'),
      hint: expect.stringContaining('openssl rand -base64 32'),
    });
  },
);

test.each<[string, object]>([
  ['no value', { ...token, value: undefined }],
  ['a value that is no text', { ...token, value: 7 }],
  ['no moment of its request', { ...token, requestedAtMs: undefined }],
  ['a moment that is text', { ...token, requestedAtMs: '2026-11-25' }],
  ['no lifetime', { ...token, lifetimeSeconds: undefined }],
  ['a lifetime that is text', { ...token, lifetimeSeconds: '300' }],
  ['a scope that is a list', { ...token, scope: ['email'] }],
])(
  'a token with %s that was sealed with the same key is not taken [shared-token-store/Moved or changed value does not open]',
  (_what, fields) => {
    const seal = new TokenSeal(encryptionKey);
    expect(seal.open(name, sealAny(seal, fields))).toBeUndefined();
  },
);

test('a token without scope is taken, and fields that are not known are left out', () => {
  const seal = new TokenSeal(encryptionKey);
  const sealed = sealAny(seal, { ...token, scope: undefined, origin: 'a later version' });
  expect(seal.open(name, sealed)).toEqual({ ...token, scope: undefined });
});

test.each([0, 1, 12, 13, 27, 28])(
  '%i bytes behind the mark do not open, and nothing is thrown [shared-token-store/Moved or changed value does not open]',
  count => {
    const sealed = `token1:${Buffer.alloc(count, 7).toString('base64url')}`;
    expect(new TokenSeal(encryptionKey).open(name, sealed)).toBeUndefined();
  },
);

test('without its mark, or with another in front, a token does not open [shared-token-store/Moved or changed value does not open]', () => {
  const seal = new TokenSeal(encryptionKey);
  const sealed = seal.seal(name, token);
  const bytes = sealed.slice('token1:'.length);
  for (const changed of [bytes, `token2:${bytes}`, `${bytes}token1:`]) {
    expect(seal.open(name, changed)).toBeUndefined();
  }
});
