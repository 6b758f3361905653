import { text } from 'node:stream/consumers';
import { expect, test } from 'vitest';
import { jwtOf } from '../../../test/jwt-of.fixture.ts';
import { examineServers } from '../../../test/kagenti-steps.fixture.ts';
import { serve } from '../../../test/listening.fixture.ts';

function account(...roles: string[]) {
  const client = { clientId: 'boost', clientSecret: 'a-secret-of-this-test-0123', roles };
  return { identityProvider: { clients: [client] } };
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

test('asks for no role where Kagenti checks no token', async () => {
  const { report, servers } = await examineServers(account());
  servers.kagenti.faults.next(
    { kind: 'respond', status: 200, body: { enabled: false, version: '0.1.0' } },
    { operation: 'auth.config' },
  );
  expect(await report('roles')).toMatchObject({
    status: 'skipped',
    summary: 'Kagenti checks no token',
  });
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

/** A realm that answers as Keycloak 26.7 does, by the scope of the request. */
async function realmThat(answer: (scope: string | null) => object | 'invalid_scope') {
  const origin = await serve(async (incoming, response) => {
    const scope = new URLSearchParams(await text(incoming)).get('scope');
    const found = answer(scope);
    const body =
      found === 'invalid_scope'
        ? { error: 'invalid_scope', error_description: `Invalid scopes: ${scope}` }
        : { access_token: jwtOf(found), expires_in: 300, token_type: 'Bearer' };
    response.writeHead('error' in body ? 400 : 200, { 'content-type': 'application/json' });
    response.end(JSON.stringify(body));
  });
  return accountAt(origin);
}

function accountAt(origin: string) {
  const tokenEndpoint = `${origin}/realms/dev/protocol/openid-connect/token`;
  return {
    'boost.kagenti.auth.issuer': undefined,
    'boost.kagenti.auth.tokenEndpoint': tokenEndpoint,
  };
}

const regular = { jti: 'trrtcc:1', sub: 'x' };
const withRole = { ...regular, realm_access: { roles: ['rossoctl-operator'] } };

test.each([
  [
    'an optional scope',
    regular,
    () => withRole,
    /is optional.*delete .*optional.*&& .*update .*default/,
  ],
  [
    'no scope of roles',
    regular,
    () => 'invalid_scope',
    /does not have the client scope.*update .*default/,
  ],
  ['no full scope', regular, () => regular, /full scope.*fullScopeAllowed=true.*add-roles/],
  ['lightweight tokens', { ...regular, jti: 'trltcc:1' }, () => regular, /lightweight.*=false/],
] satisfies readonly (readonly [string, object, () => object | 'invalid_scope', RegExp])[])(
  'explains a token without a role by %s',
  async (what, claims, answer, expected) => {
    const { report } = await examineServers();
    const values = await realmThat(scope => (scope === 'roles' ? answer() : regular));
    const { findings } = await report('roles', { token: jwtOf(claims), values });
    expect(findings).toMatchObject([{ severity: 'error', code: 'no_roles_in_token' }]);
    const { message, commands = [] } = findings[0] ?? {};
    expect([message, ...commands].join(' ')).toMatch(expected);
    expect(commands.join(' ').includes('add-roles')).toBe(what === 'no full scope');
  },
);

test('names every cause of a token without a role where none can be requested', async () => {
  const { report } = await examineServers();
  const values = accountAt('http://127.0.0.1:1');
  const { findings } = await report('roles', { token: jwtOf({ sub: 'x' }), values });
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
