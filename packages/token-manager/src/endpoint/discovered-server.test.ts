import { TestAuthority } from '@rhdh-boost/test-support/test-authority';
import { startIdentityProvider } from '@rhdh-boost/testkit';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { DrivenClock } from '../../test/fixtures/driven-clock.fixture.ts';
import {
  type Answer,
  inOrder,
  json,
  reset,
  ScriptedEndpoint,
  tokens,
} from '../../test/fixtures/scripted-endpoint.fixture.ts';
import { startSecureEndpoint } from '../../test/fixtures/secure-endpoint.fixture.ts';
import { failureOf, managerFor, observe } from '../../test/fixtures/test-manager.fixture.ts';
import { KeycloakTokenManager } from '../keycloak-token-manager.ts';

let keycloak: ScriptedEndpoint;
let issuer: string;
/** What discovery answers; the token endpoint issues tokens. */
let discovery: Answer;
let issue: Answer;

beforeEach(async () => {
  keycloak = await ScriptedEndpoint.start();
  issuer = `${keycloak.origin}/realms/boost`;
  discovery = json({ issuer, token_endpoint: `${issuer}/token` });
  issue = tokens();
  keycloak.answer = (...seen) => (seen[1].method === 'GET' ? discovery : issue)(...seen);
});
afterEach(() => keycloak[Symbol.asyncDispose]());

const asked = () => keycloak.requests.map(({ method, path }) => `${method} ${path}`);
const document = 'GET /realms/boost/.well-known/openid-configuration';
const token = 'POST /realms/boost/token';

test('the document is asked for once, and token requests alone are counted [client-authentication/Endpoint found by its issuer]', async () => {
  const observed = observe();
  await using manager = managerFor({ issuer }, observed);
  await manager.getToken();
  manager.clearCache();
  await manager.getToken();
  expect(asked()).toEqual([document, token, token]);
  expect(observed.events).toMatchObject([{ requests: 1 }, { requests: 1 }]);
  expect(keycloak.requests[0]?.authorization).toBeUndefined();
});

test('the identity provider of the test kit is found by its issuer [client-authentication/Endpoint found by its issuer]', async () => {
  await using provider = await startIdentityProvider();
  const clientSecret = provider.clients[0]?.clientSecret ?? '';
  await using manager = managerFor({ issuer: provider.issuer }, { clientSecret });
  await manager.getToken();
  expect(provider.requests).toMatchObject([{ status: 200 }]);
});

test.each([
  ['no address', {}, 'Neither tokenEndpoint nor issuer is given', 'invalid_configuration'],
  [
    'both',
    { issuer: 'https://a/', tokenEndpoint: 'https://a/' },
    'Both tokenEndpoint and issuer are given',
    'invalid_configuration',
  ],
  ['an issuer with a query', { issuer: 'https://a/?b' }, 'issuer', 'invalid_configuration'],
  ['an issuer with a fragment', { issuer: 'https://a/#b' }, 'issuer', 'invalid_configuration'],
  [
    'the address of the document',
    { issuer: 'https://a/realms/boost/.well-known/openid-configuration' },
    'issuer',
    'invalid_configuration',
  ],
  ['an issuer that is no URL', { issuer: 'keycloak' }, 'issuer', 'invalid_configuration'],
  [
    'an issuer on plain http',
    { issuer: 'http://keycloak.example.com' },
    'issuer',
    'insecure_endpoint',
  ],
])(
  '%s is refused [client-authentication/Exactly one address]',
  async (_what, address, option, code) => {
    const options = { clientId: 'boost', clientSecret: 'not-a-word', ...address };
    // @ts-expect-error Past the types, as configuration may come.
    const error = await failureOf(() => new KeycloakTokenManager(options));
    expect(error.code).toBe(code);
    expect(error.message).toContain(option);
  },
);

test.each([
  ['none', () => ({})],
  ['no text', () => ({ issuer: { elsewhere: 7 } })],
  ['no URL', () => ({ issuer: 'elsewhere' })],
  ['of another protocol', () => ({ issuer: 'javascript:elsewhere' })],
  ['very long', () => ({ issuer: `https://elsewhere.example/${'x'.repeat(200)}` })],
  ['not printable', () => ({ issuer: 'https://elsewhere.example/\u001b[31m' })],
  ['of two lines', () => ({ issuer: 'https://elsewhere.example/\nall is well' })],
  ['with a password', () => ({ issuer: 'https://user:pass-word@elsewhere.example' })],
  ['with a query', () => ({ issuer: 'https://elsewhere.example/?pass-word' })],
])(
  'a document whose issuer is %s is not believed [client-authentication/Document of another issuer refused]',
  async (_what, fields) => {
    discovery = json({ token_endpoint: `${issuer}/token`, ...fields() });
    await using manager = managerFor({ issuer });
    const error = await failureOf(manager.getToken());
    expect(error).toMatchObject({ code: 'bad_response', status: 200, retryable: false });
    expect(error.hint).toContain('issuer exactly');
    expect(JSON.stringify(error)).not.toContain('elsewhere');
    expect(asked()).toEqual([document]);
  },
);

test.each([
  ['another', () => 'https://elsewhere.example/realms/boost'],
  ['one with a slash more', () => `${issuer}/`],
])(
  'a document whose issuer is %s is reported by its name [client-authentication/Document of another issuer refused]',
  async (_what, named) => {
    discovery = json({ issuer: named(), token_endpoint: `${issuer}/token` });
    await using manager = managerFor({ issuer });
    const error = await failureOf(manager.getToken());
    expect(error).toMatchObject({ code: 'bad_response', status: 200, retryable: false });
    expect(error.message).toContain(`the document of another issuer, ${named()}`);
    expect(error.hint).toContain(`Change issuer to ${named()}, letter by letter`);
    expect(asked()).toEqual([document]);
  },
);

test.each<[string, Answer]>([
  ['HTML', response => response.end('<html>')],
  ['a list', json([])],
  ['a 204', response => response.writeHead(204).end()],
  ['a huge one', response => response.end(`{"issuer":"${'x'.repeat(2 ** 21)}"}`)],
])(
  'a document that is %s is refused [client-authentication/Document of another issuer refused]',
  async (_what, answer) => {
    discovery = answer;
    await using manager = managerFor({ issuer });
    const error = await failureOf(manager.getToken());
    expect(error.code).toBe('bad_response');
    expect(error.hint).toContain('https://HOST/realms/REALM');
    expect(asked()).toEqual([document]);
  },
);

test.each([
  ['missing', undefined, 'bad_response'],
  ['no text', 7, 'bad_response'],
  ['no URL', 'token', 'invalid_configuration'],
  ['on http elsewhere', 'http://127.0.0.2:9/token', 'bad_response'],
  ['on http of the network', 'http://keycloak.example.com/token', 'insecure_endpoint'],
])(
  'a token endpoint that is %s gets no credential [client-authentication/Token endpoint of the document is safe]',
  async (_what, endpoint, code) => {
    discovery = json({ issuer, token_endpoint: endpoint });
    await using manager = managerFor({ issuer });
    expect(await failureOf(manager.getToken())).toMatchObject({ code, retryable: false });
    expect(asked()).toEqual([document]);
  },
);

test('from https a credential does not come down to http, on loopback neither [client-authentication/Token endpoint of the document is safe]', async () => {
  await using authority = await TestAuthority.create();
  await using server = await startSecureEndpoint(authority);
  const secure = `${server.origin}/realms/boost`;
  server.endpoint.answer = json({ issuer: secure, token_endpoint: keycloak.tokenEndpoint });
  const tls = { caFile: authority.caFile };
  await using manager = managerFor({ issuer: secure }, { tls });
  expect(await failureOf(manager.getToken())).toMatchObject({ code: 'bad_response' });
  expect(keycloak.requests).toEqual([]);
});

test('a certificate has no use for a token endpoint on plain http [client-authentication/Token endpoint of the document is safe]', async () => {
  await using authority = await TestAuthority.create();
  const tls = await authority.issueClient('client', 'CN=client');
  const clientAuthentication = { method: 'tls_client_auth' } as const;
  await using manager = managerFor({ issuer }, { clientAuthentication, tls });
  const error = await failureOf(manager.getToken());
  expect(error).toMatchObject({ code: 'bad_response', hint: expect.stringContaining('https') });
  expect(asked()).toEqual([document]);
});

test.each([301, 302, 307, 308])(
  'a %i from the issuer is not followed [client-authentication/Discovery is never redirected]',
  async status => {
    await using elsewhere = await ScriptedEndpoint.start();
    discovery = response => response.writeHead(status, { location: elsewhere.origin }).end();
    await using manager = managerFor({ issuer });
    expect(await failureOf(manager.getToken())).toMatchObject({ code: 'redirect', status });
    expect(elsewhere.requests).toEqual([]);
  },
);

test('discovery is tried again after what is transient', async () => {
  const clock = new DrivenClock();
  discovery = inOrder(json({}, 503), reset, discovery);
  await using manager = managerFor({ issuer }, { clock });
  expect(await clock.settle(manager.getToken())).toBe('token-4');
  expect(asked()).toEqual([document, document, document, token]);
});

test('discovery that was refused is held, one that hangs ends with the deadline', async () => {
  discovery = json({ error: 'Realm does not exist' }, 404);
  await using manager = managerFor({ issuer });
  const error = await failureOf(manager.getToken());
  expect(error).toMatchObject({ code: 'rejected', status: 404, oauthError: undefined });
  expect(error.hint).toMatch(/no realm boost.*issuer/);
  expect(error.attempts).toHaveLength(1);
  expect(await failureOf(manager.getToken())).toMatchObject({ code: 'held' });
  expect(asked()).toEqual([document]);

  discovery = () => {};
  await using patient = managerFor({ issuer }, { timeoutMs: 100 });
  expect(await failureOf(patient.getToken())).toMatchObject({ code: 'timeout' });
});

test('a port where nobody listens is told as that of the issuer', async () => {
  const gone = await ScriptedEndpoint.start();
  await gone[Symbol.asyncDispose]();
  await using manager = managerFor({ issuer: gone.origin });
  const error = await failureOf(manager.getToken());
  expect(error).toMatchObject({ code: 'network', retryable: true });
  expect(error.hint).toContain('host and port in issuer');
});

test.each<[string, Answer]>([
  ['is gone', json({ error: 'HTTP 404 Not Found' }, 404)],
  ['redirects', response => response.writeHead(308, { location: '/' }).end()],
])(
  'an endpoint that %s is looked up again [client-authentication/Endpoint that moved is looked up again]',
  async (_what, gone) => {
    await using manager = managerFor({ issuer });
    await manager.getToken();
    issue = gone;
    manager.clearCache();
    await failureOf(manager.getToken());
    discovery = json({ issuer, token_endpoint: `${issuer}/moved` });
    issue = tokens();
    manager.clearCache();
    await manager.getToken();
    expect(asked()).toEqual([document, token, token, document, 'POST /realms/boost/moved']);
  },
);

test('an endpoint that cannot be reached is looked up again in the same call [client-authentication/Endpoint that moved is looked up again]', async () => {
  const clock = new DrivenClock();
  issue = inOrder(reset, tokens());
  await using manager = managerFor({ issuer }, { clock });
  await clock.settle(manager.getToken());
  expect(asked()).toEqual([document, token, document, token]);
});

test.each([
  ['the alias', { mtls_endpoint_aliases: { token_endpoint: 'ALIAS' } }, '/alias'],
  ['the usual one without an alias', { mtls_endpoint_aliases: {} }, '/usual'],
  ['the usual one without aliases', {}, '/usual'],
])('a client certificate goes to %s', async (_what, aliases, path) => {
  await using authority = await TestAuthority.create();
  await using server = await startSecureEndpoint(authority);
  const secure = `${server.origin}/realms/boost`;
  const text = JSON.stringify({ issuer: secure, token_endpoint: `${secure}/usual`, ...aliases });
  const answer = json(JSON.parse(text.replace('ALIAS', `${secure}/alias`)));
  server.endpoint.answer = (...seen) => (seen[1].method === 'GET' ? answer : tokens())(...seen);
  const tls = {
    caFile: authority.caFile,
    ...(await authority.issueClient('client', 'CN=client')),
  };
  await using manager = managerFor(
    { issuer: secure },
    { clientAuthentication: { method: 'tls_client_auth' }, tls },
  );
  await manager.getToken();
  expect(server.endpoint.requests[1]?.path).toBe(`/realms/boost${path}`);
  expect(server.clients[1]).toBe('client');
});
