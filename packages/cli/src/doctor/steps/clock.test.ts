import { AccessToken } from '@rhdh-boost/token-manager';
import { expect, test } from 'vitest';
import { examine } from '../../../test/account-steps.fixture.ts';
import { jwtOf } from '../../../test/jwt-of.fixture.ts';
import { serve } from '../../../test/listening.fixture.ts';
import { clockStep } from './clock.ts';

/** A server whose clock is ahead, or sends no date. */
function serverAhead(seconds: number | undefined): Promise<string> {
  return serve((_request, response) => {
    response.sendDate = false;
    if (seconds !== undefined) {
      response.setHeader('date', new Date(Date.now() + seconds * 1000).toUTCString());
    }
    response.end();
  });
}

/** What the step `client` leaves where Keycloak's clock is ahead of this machine's. */
function tokenIssued(secondsAhead: number, tookMs = 100) {
  const sentAt = Date.now();
  const iat = Math.floor(sentAt / 1000) + secondsAhead;
  const value = jwtOf({ iat, exp: iat + 300 });
  const token = new AccessToken({ value, expiresAt: new Date(sentAt + 300_000) });
  return { token, tokenTimes: { sentAt, receivedAt: sentAt + tookMs } };
}

const auth = { issuer: 'https://sso.invalid/realms/dev', clientId: 'boost' };

test('the same time everywhere', async () => {
  const kagenti = { baseUrl: await serverAhead(0) };
  const { summary, codes } = await examine(clockStep, { auth, kagenti, facts: tokenIssued(0) });
  expect(summary).toBe('Keycloak same, Kagenti same');
  expect(codes).toEqual([]);
});

test('what a slow answer explains is no difference', async () => {
  const { codes } = await examine(clockStep, { auth, facts: tokenIssued(9, 10_000) });
  expect(codes).toEqual([]);
});

test.each([
  ['client_secret_basic', 8, 'warning', 'behind'],
  ['client_secret_basic', -8, 'warning', 'ahead of'],
  ['private_key_jwt', -20, 'error', 'ahead of'],
  ['client_secret_basic', -600, 'error', 'ahead of'],
])(
  'with %s a Keycloak that is %i s ahead is a finding (%s) [doctor/Clocks that differ]',
  async (method, ahead, severity, words) => {
    const { findings } = await examine(clockStep, {
      auth: { ...auth, method },
      facts: tokenIssued(ahead),
    });
    expect(findings).toMatchObject([{ severity, code: 'clock_skew' }]);
    expect(findings[0]?.message).toContain(`s ${words} that of Keycloak`);
  },
);

test('a Kagenti that is ahead by the life of a token refuses each', async () => {
  const kagenti = { baseUrl: await serverAhead(400) };
  const { codes } = await examine(clockStep, { auth, kagenti, facts: tokenIssued(0) });
  expect(codes).toEqual(['clock_skew', 'token_expired_at_kagenti']);
});

test('servers that do not send their time', async () => {
  const kagenti = { baseUrl: await serverAhead(undefined) };
  const { skipped } = await examine(clockStep, { auth: { method: 'none' }, kagenti });
  expect(skipped).toBe('no server sent its time');
});
