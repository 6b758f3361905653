import { TestAuthority } from '@rhdh-boost/test-support/test-authority';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { ConnectProxy } from '../../test/fixtures/connect-proxy.fixture.ts';
import { json, ScriptedEndpoint } from '../../test/fixtures/scripted-endpoint.fixture.ts';
import {
  type SecureEndpoint,
  startSecureEndpoint,
} from '../../test/fixtures/secure-endpoint.fixture.ts';
import {
  failureOf,
  managerFor,
  type TestManagerOptions,
} from '../../test/fixtures/test-manager.fixture.ts';

let authority: TestAuthority;
let server: SecureEndpoint;
let proxy: ConnectProxy;
const hostOf = (url: string) => new URL(url).host;

beforeAll(async () => {
  authority = await TestAuthority.create();
});
afterAll(() => authority[Symbol.asyncDispose]());
beforeEach(async () => {
  server = await startSecureEndpoint(authority);
  proxy = await ConnectProxy.start();
  for (const name of ['http_proxy', 'HTTP_PROXY', 'https_proxy', 'no_proxy', 'NO_PROXY']) {
    vi.stubEnv(name, undefined);
  }
  vi.stubEnv('HTTPS_PROXY', proxy.url);
});
afterEach(async () => {
  vi.unstubAllEnvs();
  await server[Symbol.asyncDispose]();
  await proxy[Symbol.asyncDispose]();
});

function manager(options: TestManagerOptions = {}) {
  return managerFor(server, { tls: { caFile: authority.caFile }, ...options });
}

test('https goes through the tunnel of the proxy, with its own authority [client-authentication/Https through the proxy]', async () => {
  await using through = manager();
  expect(await through.getToken()).toBe('token-1');
  expect(proxy.seen).toEqual([`CONNECT ${hostOf(server.origin)}`]);
});

test('the endpoint is not trusted through the proxy that is not without [client-authentication/Https through the proxy]', async () => {
  await using strict = manager({ tls: {} });
  expect(await failureOf(strict.getToken())).toMatchObject({
    code: 'network',
    hint: expect.stringMatching(/tls\.caFile.*HTTPS_PROXY/),
  });
});

test('a client certificate goes through the tunnel to the endpoint [client-authentication/Https through the proxy]', async () => {
  const client = await authority.issueClient('client', 'CN=client');
  await using through = manager({
    clientAuthentication: { method: 'tls_client_auth' },
    tls: { caFile: authority.caFile, ...client },
  });
  await through.getToken();
  expect(server.clients).toEqual(['client']);
  expect(proxy.seen).toHaveLength(1);
});

test('the name in small letters goes before the one in capitals [client-authentication/Https through the proxy]', async () => {
  await using other = await ConnectProxy.start();
  vi.stubEnv('https_proxy', other.url);
  await using through = manager();
  await through.getToken();
  expect([proxy.seen.length, other.seen.length]).toEqual([0, 1]);
});

test.each(['127.0.0.1', 'other.example, 127.0.0.1', '*', '127.0.0.0/8'])(
  'with NO_PROXY %s the request goes there directly [client-authentication/Host without proxy]',
  async names => {
    vi.stubEnv('NO_PROXY', names);
    await using direct = manager();
    expect(await direct.getToken()).toBe('token-1');
    expect(proxy.seen).toEqual([]);
  },
);

test('plain http on this machine never goes to a proxy, whatever is set [client-authentication/Host without proxy]', async () => {
  vi.stubEnv('HTTP_PROXY', proxy.url);
  await using plain = await ScriptedEndpoint.start();
  await using direct = managerFor(plain);
  expect(await direct.getToken()).toBe('token-1');
  expect(proxy.seen).toEqual([]);
});

test.each([
  [407, 'invalid_configuration', false, 'user and a password'],
  [403, 'network', true, 'NO_PROXY'],
  [502, 'network', true, 'NO_PROXY'],
] as const)(
  'a proxy that answers %i is told [client-authentication/Proxy that refuses]',
  async (status, code, retryable, part) => {
    proxy.answer = status;
    vi.stubEnv('HTTPS_PROXY', proxy.url.replace('//', '//me:canary-word@'));
    await using through = manager();
    const error = await failureOf(through.getToken());
    expect(error).toMatchObject({ code, retryable });
    expect(error.message).toContain(`proxy answered ${status}`);
    expect(error.hint).toContain(part);
    expect(JSON.stringify(error)).not.toContain('canary-word');
    expect(server.endpoint.requests).toEqual([]);
  },
);

test('a proxy that hangs up, or where nobody listens, is told [client-authentication/Proxy that refuses]', async () => {
  proxy.answer = 'hang up';
  await using cut = manager();
  expect((await failureOf(cut.getToken())).hint).toContain('HTTPS_PROXY');
  vi.stubEnv('HTTPS_PROXY', 'http://127.0.0.1:1');
  await using gone = manager();
  expect((await failureOf(gone.getToken())).hint).toContain('HTTPS_PROXY');
});

test('a proxy without a scheme is reached over http [client-authentication/Proxy without a scheme]', async () => {
  vi.stubEnv('HTTPS_PROXY', new URL(proxy.url).host);
  await using through = manager();
  expect(await through.getToken()).toBe('token-1');
  expect(proxy.seen).toHaveLength(1);
});

test('a proxy that is no URL matters only where it applies [client-authentication/Proxy without a scheme]', async () => {
  vi.stubEnv('HTTPS_PROXY', 'http://[');
  await using plain = await ScriptedEndpoint.start();
  await using direct = managerFor(plain);
  expect(await direct.getToken()).toBe('token-1');
  vi.stubEnv('NO_PROXY', '127.0.0.1');
  await using named = manager();
  expect(await named.getToken()).toBe('token-1');
});

test('a token endpoint behind a proxy that is not a URL is reported when it is found', async () => {
  await using plain = await ScriptedEndpoint.start();
  const issuer = `${plain.origin}/realms/boost`;
  const { tokenEndpoint } = server;
  plain.answer = json({ issuer, token_endpoint: tokenEndpoint });
  vi.stubEnv('HTTPS_PROXY', 'http://me:canary-word@[');
  await using found = managerFor({ issuer });
  const error = await failureOf(found.getToken());
  expect(error).toMatchObject({ code: 'invalid_configuration', retryable: false });
  expect(error.message).toContain('HTTPS_PROXY');
  expect(JSON.stringify(error)).not.toContain('canary-word');
  expect(server.endpoint.requests).toEqual([]);
});

test('a hint names the proxy only where requests go through it', async () => {
  vi.stubEnv('NO_PROXY', '127.0.0.1');
  await using strict = manager({ tls: {} });
  expect((await failureOf(strict.getToken())).hint).not.toContain('HTTPS_PROXY');
});

test('a proxy that is no URL is refused, and not shown [client-authentication/Proxy that refuses]', async () => {
  vi.stubEnv('HTTPS_PROXY', 'me:canary-word@[');
  const error = await failureOf(() => manager());
  expect(error).toMatchObject({ code: 'invalid_configuration' });
  expect(error.message).toContain('HTTPS_PROXY');
  expect(JSON.stringify(error)).not.toContain('canary-word');
});
