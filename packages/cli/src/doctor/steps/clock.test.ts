import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { AccessToken } from '@rhdh-boost/token-manager';
import { afterEach, expect, test } from 'vitest';
import { examine } from '../../../test/account-steps.fixture.ts';
import { clockStep } from './clock.ts';

const servers: Server[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) server.close();
});

/** A server whose clock is ahead, or sends no date. */
async function serverAhead(seconds: number | undefined): Promise<string> {
  const server = createServer((_request, response) => {
    response.sendDate = false;
    if (seconds !== undefined) {
      response.setHeader('date', new Date(Date.now() + seconds * 1000).toUTCString());
    }
    response.end();
  });
  servers.push(server);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  return `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`;
}

/** What the step `client` leaves where Keycloak's clock is ahead of this machine's. */
function tokenIssued(secondsAhead: number, tookMs = 100) {
  const sentAt = Date.now();
  const iat = Math.floor(sentAt / 1000) + secondsAhead;
  const body = Buffer.from(JSON.stringify({ iat, exp: iat + 300 })).toString('base64url');
  const value = `eyJhbGciOiJub25lIn0.${body}.x`;
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
