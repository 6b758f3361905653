import {
  Client as Client2,
  SdkError,
  StreamableHTTPClientTransport as Transport2,
} from '@modelcontextprotocol/client';
import { Client as Client1 } from '@modelcontextprotocol/sdk/client/index.js';
import { StreamableHTTPClientTransport as Transport1 } from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import { startIdentityProvider } from '@rhdh-boost/testkit';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { BearerMcpServer } from '../../test/fixtures/mcp-server.fixture.ts';
import { refusingAll, ScriptedApi } from '../../test/fixtures/scripted-api.fixture.ts';
import { failureOf, managerFor } from '../../test/fixtures/test-manager.fixture.ts';
import type { KeycloakTokenManager } from '../keycloak-token-manager.ts';
import { mcpFetch } from './index.ts';

const clientSecret = 'not-a-word-7f3a';
const info = { name: 'boost', version: '1.0.0' };

/** A client of either version: both have these. */
interface McpClient {
  callTool(request: { name: string }): Promise<unknown>;
  close(): Promise<void>;
}

type Connect = (url: URL, fetch: typeof globalThis.fetch) => Promise<McpClient>;

async function connect1(url: URL, fetch: typeof globalThis.fetch): Promise<McpClient> {
  const client = new Client1(info);
  await client.connect(new Transport1(url, { fetch }));
  return client;
}

function connect2(versionNegotiation?: { mode: 'auto' }): Connect {
  return async (url, fetch) => {
    const client = new Client2(info, versionNegotiation && { versionNegotiation });
    await client.connect(new Transport2(url, { fetch }));
    return client;
  };
}

let keycloak: Awaited<ReturnType<typeof startIdentityProvider>>;
let manager: KeycloakTokenManager;
let server: BearerMcpServer;
/** What the server thinks of a token that Keycloak calls active. */
let isWelcome: boolean;
beforeEach(async () => {
  isWelcome = true;
  keycloak = await startIdentityProvider({ clients: [{ clientId: 'boost', clientSecret }] });
  manager = managerFor(keycloak, { clientSecret });
  server = await BearerMcpServer.start(async token => isWelcome && (await isActive(token)));
});
afterEach(async () => {
  await manager.close();
  await server[Symbol.asyncDispose]();
  await keycloak.stop();
});

async function isActive(token: string): Promise<boolean> {
  const body = new URLSearchParams({ token, client_id: 'boost', client_secret: clientSecret });
  const response = await fetch(keycloak.introspectionEndpoint, { method: 'POST', body });
  const answer: unknown = await response.json();
  return { active: undefined, ...Object(answer) }.active === true;
}

/** What `mcpFetch` rejected with: the SDK wraps it while it negotiates. */
async function connected(connect: Connect): Promise<unknown> {
  return await connect(server.url, mcpFetch(manager, server.url)).catch((error: unknown) => {
    throw error instanceof SdkError ? error.cause : error;
  });
}

const streams = () => server.requests.filter(({ method }) => method === 'GET');

const hello = { content: [{ type: 'text', text: 'hello' }] };

describe.each<[string, Connect]>([
  ['version 1', connect1],
  ['version 2', connect2()],
  ['version 2 that negotiates', connect2({ mode: 'auto' })],
])('the SDK of %s', (_name, connect) => {
  test('carries the token, and asks for none itself [bearer-interceptor/MCP client carries the token]', async () => {
    const client = await connect(server.url, mcpFetch(manager, server.url));
    expect(await client.callTool({ name: 'greet' })).toMatchObject(hello);
    await client.close();
    const token = await manager.getToken();
    const seen = server.requests.map(request => [request.path, request.token]);
    expect(seen.length).toBeGreaterThanOrEqual(3);
    expect(new Set(seen.map(String))).toEqual(new Set([`/mcp,${token}`]));
    expect(keycloak.requests).toHaveLength(1);
  });

  test('continues its session with one new token [bearer-interceptor/Token revoked in an MCP session]', async () => {
    const client = await connect(server.url, mcpFetch(manager, server.url));
    await keycloak.revokeTokens('boost');
    const calls = Array.from({ length: 10 }, () => client.callTool({ name: 'greet' }));
    for (const answer of await Promise.all(calls)) expect(answer).toMatchObject(hello);
    await client.close();
    expect(keycloak.requests).toHaveLength(2);
    const calling = server.requests.filter(({ method, session }) => method === 'POST' && session);
    expect(new Set(calling.map(({ session }) => session)).size).toBe(1);
  });

  test('opens its stream of events again with a new token', async () => {
    const client = await connect(server.url, mcpFetch(manager, server.url));
    expect(await client.callTool({ name: 'greet' })).toMatchObject(hello);
    await keycloak.revokeTokens('boost');
    server.disconnect();
    // The SDK connects again after a second.
    await expect.poll(() => keycloak.requests.length, { timeout: 5000 }).toBe(2);
    expect(await client.callTool({ name: 'greet' })).toMatchObject(hello);
    await client.close();
    await expect.poll(() => streams().map(({ status }) => status)).toEqual([200, 401, 200]);
    expect(new Set(streams().map(({ session }) => session)).size).toBe(1);
  });

  test('ends with what to check when every token is refused [bearer-interceptor/MCP server that refuses every token]', async () => {
    isWelcome = false;
    const error = await failureOf(connected(connect));
    expect(error).toMatchObject({ code: 'rejected', status: 401, retryable: false });
    expect(error.message).toContain(server.url.origin);
    expect(error.hint).toMatch(/audience.*oauth-protected-resource.*roles/);
    expect(keycloak.requests).toHaveLength(2);
    expect(new Set(server.requests.map(({ path }) => path))).toEqual(new Set(['/mcp']));
  });

  test('gets the error of a manager without a token', async () => {
    await manager.close();
    const error = await failureOf(connected(connect));
    expect(error.code).toBe('closed');
    expect(server.requests).toEqual([]);
  });
});

test('a 401 to a header of the caller is the answer, and so is that of another server', async () => {
  const send = mcpFetch(manager, server.url);
  const headers = { authorization: 'Bearer of-a-user' };
  expect((await send(server.url, { headers })).status).toBe(401);
  expect((await send(new Request(server.url, { headers }))).status).toBe(401);
  await using other = await ScriptedApi.start(refusingAll);
  expect((await send(other.origin)).status).toBe(401);
  expect(keycloak.requests).toEqual([]);
});

test('a refusal while no other token can be fetched says why none could', async () => {
  const send = mcpFetch(manager, server.url);
  await manager.getToken();
  isWelcome = false;
  await keycloak.stop();
  const error = await failureOf(send(server.url, { method: 'POST', body: '{}' }));
  expect(error).toMatchObject({
    code: 'rejected',
    status: 401,
    retryable: true,
    message: expect.stringMatching(
      /refused the access token, and no other could be fetched: No answer/,
    ),
    cause: { code: 'network' },
  });
  expect(error.hint).not.toContain('audience');
});

test.each([
  ['no URL', 'mcp', 'invalid_configuration'],
  ['plain http', 'http://mcp.example.com/mcp', 'insecure_endpoint'],
])('a server that is %s gets no token', async (_what, url, code) => {
  const message = expect.stringMatching(/^The url of the MCP server is /);
  expect(await failureOf(() => mcpFetch(manager, url))).toMatchObject({ code, message });
  const allowed = { allowInClusterHttp: true };
  expect(() => mcpFetch(manager, 'http://mcp.tools.svc/mcp', allowed)).not.toThrow();
});
