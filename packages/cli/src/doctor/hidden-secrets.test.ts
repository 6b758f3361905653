import { AccessToken } from '@rhdh-boost/token-manager';
import { expect, test } from 'vitest';
import { stepContext } from '../../test/doctor-context.fixture.ts';
import { hideSecrets } from './hidden-secrets.ts';

const token = 'eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiJib29zdCJ9.c2lnbmF0dXJlLW9mLXRoZS10b2tlbg';
const clientSecret = 'canary-of-the-client';
const encryptionSecret = 'canary-of-the-encryption';
const boost = { encryptionSecret, kagenti: { auth: { clientSecret } } };

test('what a server sends back is hidden, wherever it is', () => {
  const expiresAt = new Date(Date.now() + 300_000);
  const facts = { token: new AccessToken({ value: token, expiresAt }) };
  const sent = [
    token,
    `Bearer ${token}`,
    Buffer.from(`Bearer ${token}`).toString('base64'),
    Buffer.from(token).toString('base64url'),
    token.split('.')[2],
    clientSecret,
    encryptionSecret,
  ];
  const copy = hideSecrets(
    { summary: `known as ${sent.join(' ')}`, details: { roles: sent, [token]: 1, count: null } },
    stepContext({ boost }, { facts }),
  );
  expect(JSON.stringify(copy)).not.toMatch(/eyJ|ZXlK|QmVh|c2ln|canary/);
  expect(copy).toMatchObject({ details: { count: null } });
});

test('everything else stays as it is', () => {
  const outcome = { summary: 'boost in realm dev', details: { roles: ['offline_access'], n: 4 } };
  expect(hideSecrets(outcome, stepContext({ boost }))).toEqual(outcome);
});
