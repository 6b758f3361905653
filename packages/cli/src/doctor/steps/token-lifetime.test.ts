import { AccessToken } from '@rhdh-boost/token-manager';
import { expect, test } from 'vitest';
import { examine } from '../../../test/account-steps.fixture.ts';
import { jwtOf } from '../../../test/jwt-of.fixture.ts';
import { tokenLifetimeStep } from './token-lifetime.ts';

const account = { issuer: 'https://sso.example.com/realms/dev', clientId: 'boost' };

function tokenOf(lifetimeSeconds: number) {
  const claims = { iat: 1_000_000, exp: 1_000_000 + lifetimeSeconds };
  return new AccessToken({ value: jwtOf(claims), expiresAt: new Date() });
}

test.each([
  [300, undefined, '300 s, renewed after 240 s', []],
  [300, 30, '300 s, renewed after 270 s', []],
  [120, 60, '120 s, renewed after 60 s', []],
  [60, undefined, '60 s, renewed after 30 s', ['lifetime_below_buffer']],
  [30, 300, '30 s, renewed after 15 s', ['lifetime_below_buffer']],
])(
  'a token of %i s with a buffer of %s [doctor/Token that lives shorter than the buffer]',
  async (lifetimeSeconds, tokenExpiryBufferSeconds, summary, codes) => {
    const auth = { ...account, tokenExpiryBufferSeconds };
    const facts = { token: tokenOf(lifetimeSeconds) };
    expect(await examine(tokenLifetimeStep, { auth, facts })).toMatchObject({ summary, codes });
  },
);

test('the command lengthens it enough for the buffer', async () => {
  const auth = { ...account, tokenExpiryBufferSeconds: 300 };
  const { findings } = await examine(tokenLifetimeStep, { auth, facts: { token: tokenOf(30) } });
  expect(findings[0]?.commands?.[0]).toContain(`'attributes."access.token.lifespan"=600'`);
});

test('a token without claims has the lifetime that the token response contains', async () => {
  const token = new AccessToken({ value: 'opaque', expiresAt: new Date(400_000) });
  const facts = { token, tokenTimes: { sentAt: 100_000, receivedAt: 100_100 } };
  const { details } = await examine(tokenLifetimeStep, { auth: account, facts });
  expect(details).toMatchObject({ lifetimeSeconds: 300 });
});

test('does not apply without an account', async () => {
  expect((await examine(tokenLifetimeStep, { auth: { method: 'none' } })).skipped).toMatch(/none/);
});
