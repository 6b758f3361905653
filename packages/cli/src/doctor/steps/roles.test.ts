import { expect, test } from 'vitest';
import { examineServers } from '../../../test/kagenti-steps.fixture.ts';

function account(...roles: string[]) {
  const client = { clientId: 'boost', clientSecret: 'a-secret-of-this-test-0123', roles };
  return { identityProvider: { clients: [client] } };
}

function unsigned(claims: object): string {
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
  return `${part({ alg: 'RS256' })}.${part(claims)}.c2ln`;
}

test('counts the operations of an operator [doctor/The account is an operator]', async () => {
  const { report } = await examineServers(account('rossoctl-operator'));
  expect(await report('roles')).toMatchObject({
    status: 'ok',
    summary: 'operator at Kagenti by rossoctl-operator: all 71 operations',
    details: { level: 'operator', realmRoles: ['rossoctl-operator'] },
  });
});

test('names what a viewer cannot do, and the commands [doctor/The account lacks the role of an operator]', async () => {
  const { report, servers } = await examineServers(account('rossoctl-viewer'));
  const { status, findings } = await report('roles');
  expect(status).toBe('failed');
  expect(findings).toMatchObject([{ code: 'not_operator' }]);
  expect(findings[0]?.message).toContain('chat');
  expect(findings[0]?.commands?.at(-1)).toContain(
    '--uusername service-account-boost --rolename rossoctl-operator',
  );
  expect(JSON.stringify(findings)).not.toContain(servers.account.clientSecret);
});

test('only warns a viewer that is not to chat [doctor/A viewer that does not chat]', async () => {
  const { report } = await examineServers(account('rossoctl-viewer'));
  expect(await report('roles', { chat: false })).toMatchObject({
    status: 'warning',
    findings: [{ code: 'not_operator' }],
  });
});

test('leaves the names of an older Kagenti to the step trust', async () => {
  const { report } = await examineServers(account('kagenti-operator'));
  expect(await report('roles')).toMatchObject({
    status: 'ok',
    summary: 'operator at Kagenti by kagenti-operator: all 71 operations',
  });
});

test('explains a token without any role', async () => {
  const { report } = await examineServers();
  const { findings } = await report('roles', { token: unsigned({ sub: 'x' }) });
  expect(findings).toMatchObject([{ severity: 'error', code: 'no_roles_in_token' }]);
  expect(findings[0]?.commands?.at(-1)).toContain('fullScopeAllowed=true');
});

test('explains a token that is no JSON Web Token', async () => {
  const { report } = await examineServers();
  expect((await report('roles', { token: 'opaque' })).findings).toMatchObject([
    { code: 'opaque_token' },
  ]);
});

test('does not apply without authentication', async () => {
  const { report } = await examineServers();
  expect(await report('roles', { token: undefined })).toMatchObject({ status: 'skipped' });
});
