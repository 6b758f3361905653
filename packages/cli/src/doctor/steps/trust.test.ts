import { startIdentityProvider } from '@rhdh-boost/testkit';
import { expect, onTestFinished, test } from 'vitest';
import { jwtOf } from '../../../test/jwt-of.fixture.ts';
import { examineServers, requestToken } from '../../../test/kagenti-steps.fixture.ts';

const client = { clientId: 'boost', clientSecret: 'a-secret-of-this-test-0123' };

test('names the account as Kagenti knows it', async () => {
  const { report } = await examineServers();
  expect(await report('trust')).toMatchObject({
    status: 'ok',
    summary: 'Kagenti knows the account as service-account-boost',
    details: { roles: expect.arrayContaining(['rossoctl-operator']) },
  });
});

test('names both realms [doctor/Kagenti trusts another realm]', async () => {
  const { report, servers } = await examineServers();
  const other = await startIdentityProvider({ realm: 'other', clients: [client] });
  onTestFinished(() => other.stop());
  const token = await requestToken({ tokenEndpoint: other.tokenEndpoint, ...client });
  const { status, findings } = await report('trust', { token });
  expect(status).toBe('failed');
  expect(findings).toMatchObject([{ code: 'other_realm' }]);
  expect(findings[0]?.message).toContain(other.issuer);
  expect(findings[0]?.message).toContain(servers.identityProvider.issuer);
  expect(JSON.stringify(findings)).not.toContain(token);
});

test.each([
  ['Invalid token: Signature has expired.', 'token_expired_at_kagenti'],
  ['Invalid token: The specified alg value is not allowed', 'signature_algorithm'],
  ['Token key error', 'signature_algorithm'],
  ['Invalid token: Signature verification failed.', 'signing_key_unknown'],
  ['Token missing key ID', 'token_refused'],
])('explains the refusal %j', async (detail, code) => {
  const { report, servers } = await examineServers();
  servers.kagenti.faults.next(
    { kind: 'respond', status: 401, body: { detail } },
    { operation: 'auth.userInfo' },
  );
  expect((await report('trust')).findings).toMatchObject([{ severity: 'error', code }]);
});

test('explains a token whose key is not public', async () => {
  const { report } = await examineServers();
  const token = jwtOf({ sub: 'boost' }, { alg: 'HS512', kid: 'hidden' });
  const { findings } = await report('trust', { token });
  expect(findings).toMatchObject([
    { code: 'signature_algorithm', message: expect.stringContaining('signed with HS512') },
  ]);
});

test('explains a Kagenti that cannot load the keys [doctor/Kagenti cannot reach Keycloak]', async () => {
  const { report, servers } = await examineServers();
  servers.kagenti.faults.next(
    { kind: 'respond', status: 503, body: { detail: 'Authentication service unavailable' } },
    { operation: 'auth.userInfo' },
  );
  const { findings } = await report('trust');
  expect(findings).toMatchObject([{ code: 'kagenti_cannot_reach_keycloak', isTemporary: true }]);
  expect(findings[0]?.message).toContain(servers.identityProvider.issuer);
});

test('recognizes a role of an older Kagenti [doctor/A role of another Kagenti]', async () => {
  const { report } = await examineServers({
    identityProvider: { clients: [{ ...client, roles: ['kagenti-operator'] }] },
  });
  const { findings } = await report('trust');
  expect(findings).toMatchObject([{ severity: 'error', code: 'role_of_another_release' }]);
  expect(findings[0]?.commands?.[0]).toContain('--rolename rossoctl-operator');
});

test('warns of a Kagenti without authentication [doctor/Kagenti requires no token]', async () => {
  const { report, servers } = await examineServers();
  servers.kagenti.faults.next(
    { kind: 'respond', status: 200, body: { enabled: false, version: '0.1.0' } },
    { operation: 'auth.config' },
  );
  expect(await report('trust')).toMatchObject({
    status: 'warning',
    findings: [{ code: 'kagenti_without_authentication' }],
  });
});

test('requires a token where Kagenti does', async () => {
  const { report } = await examineServers();
  const values = {
    'boost.security.mode': 'development-only-no-auth',
    'boost.kagenti.auth': { method: 'none' },
  };
  expect(await report('trust', { token: undefined, values })).toMatchObject({
    status: 'failed',
    findings: [{ code: 'kagenti_requires_token' }],
  });
});
