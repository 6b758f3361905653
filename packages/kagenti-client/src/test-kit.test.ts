import { ConfigReader } from '@backstage/config';
import { startTestServers, type TestServers } from '@rhdh-boost/testkit';
import { KeycloakTokenManager } from '@rhdh-boost/token-manager';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { jane, rejection, weatherAgent } from '../test/fixtures/test-client.fixture.ts';
import type { AuditEvent } from './access/audit.ts';
import { createKagentiClient } from './config/index.ts';
import { KagentiClient } from './kagenti-client.ts';

let servers: TestServers;
let tokens: KeycloakTokenManager;
let kagenti: KagentiClient;
const events: AuditEvent[] = [];

beforeEach(async () => {
  servers = await startTestServers({
    identityProvider: {
      clients: [
        { clientId: 'boost', roles: ['rossoctl-operator'] },
        { clientId: 'reader', clientSecret: 'of-the-reader' },
      ],
    },
    kagenti: { tokenCheck: 'introspection' },
  });
  tokens = new KeycloakTokenManager(servers.account);
  events.length = 0;
  kagenti = new KagentiClient({
    baseUrl: servers.kagenti.baseUrl,
    tokens,
    validation: 'strict',
    audit: event => void events.push(event),
  });
});
afterEach(async () => {
  await kagenti.close();
  await tokens.close();
  await servers.stop();
});

test('the data of what a chat plugin calls [kagenti-api/Call returns the data]', async () => {
  const api = kagenti.asUser(jane);

  await expect(api.health.live()).resolves.toEqual({ status: 'healthy' });
  await expect(api.health.ready()).resolves.toEqual({ status: 'ready' });
  await expect(api.namespaces.list()).resolves.toMatchObject({ namespaces: ['team1', 'team2'] });
  await expect(api.agents.list({ namespace: 'team1' })).resolves.toMatchObject({
    items: [weatherAgent],
  });
  await expect(api.agents.get(weatherAgent)).resolves.toMatchObject({ metadata: weatherAgent });
  await expect(api.tools.list({ namespace: 'team1' })).resolves.toMatchObject({
    items: [{ name: 'weather-tool' }],
  });
  await expect(api.chat.agentCard(weatherAgent)).resolves.toMatchObject({ name: 'weather-agent' });
  await expect(api.chat.send({ ...weatherAgent, message: 'hi' })).resolves.toMatchObject({
    is_complete: true,
  });
  await expect(api.agents.delete(weatherAgent)).resolves.toMatchObject({ success: true });
  await expect(api.agents.list({ namespace: 'team1' })).resolves.toEqual({ items: [] });
});

test('a token revoked under running calls loses none [kagenti-api/Refused token is replaced]', async () => {
  const { agents } = kagenti.asUser(jane);
  await agents.list({ namespace: 'team1' });
  await servers.identityProvider.revokeTokens('boost');

  const calls = await Promise.all(
    Array.from({ length: 50 }, () => agents.list({ namespace: 'team1' }).withResponse()),
  );

  expect(calls.every(call => call.status === 200)).toBe(true);
  expect(
    servers.identityProvider.requests.filter(request => request.clientId === 'boost'),
  ).toHaveLength(2);
});

test('a token revoked before a stream is replaced [kagenti-chat-streaming/Refused token before the stream]', async () => {
  await tokens.getToken();
  await servers.identityProvider.revokeTokens('boost');

  const result = await kagenti
    .asUser(jane)
    .chat.stream({ ...weatherAgent, message: 'hi' })
    .result();

  expect(result).toMatchObject({ text: expect.stringMatching(/./), sessionId: expect.any(String) });
  expect(servers.kagenti.requests.map(request => request.status)).toEqual([401, 200]);
});

test('an account without the role is told which [kagenti-api/Missing role is named]', async () => {
  const reading = new KeycloakTokenManager({
    ...servers.account,
    clientId: 'reader',
    clientSecret: 'of-the-reader',
  });
  await using reader = new KagentiClient({ baseUrl: servers.kagenti.baseUrl, tokens: reading });

  const error = await rejection(reader.asUser(jane).chat.send({ ...weatherAgent, message: 'hi' }));
  await reading.close();

  expect(error).toMatchObject({
    status: 403,
    requiredRoles: ['rossoctl-operator'],
    fromAgent: false,
  });
});

test('a scripted stream that is cut is truncated [kagenti-chat-streaming/End of file before the end is truncation]', async () => {
  servers.kagenti.chat.script({
    chunks: ['data: {"session_id":"s","content":"half"}\n\n'],
    ending: 'reset',
  });

  const error = await rejection(
    kagenti
      .asUser(jane)
      .chat.stream({ ...weatherAgent, message: 'hi' })
      .text(),
  );

  expect(error).toMatchObject({ name: 'KagentiStreamError', reason: 'truncated', text: 'half' });
});

test('the backend saw each user, the audit log each call [audit-identity/Each call carries its user]', async () => {
  await kagenti.asUser(jane).agents.list();
  await kagenti.asUser('user:default/bob').agents.delete(weatherAgent);
  await kagenti.asService('nightly').namespaces.list();

  expect(servers.kagenti.requests.map(({ operation, user }) => [operation, user])).toEqual([
    ['agents.list', jane],
    ['agents.delete', 'user:default/bob'],
    ['namespaces.list', undefined],
  ]);
  expect(events.map(event => event.outcome)).toEqual([
    'succeeded',
    'started',
    'succeeded',
    'succeeded',
  ]);
});

test('app-config of the test servers leads to them, also after a rotation [developer-tooling/App-config names the servers and the account]', async () => {
  const listAgents = async () => {
    await using configured = createKagentiClient(new ConfigReader(servers.appConfig));
    return await configured.asUser(jane).agents.list({ namespace: 'team1' });
  };

  const before = await listAgents();
  await servers.identityProvider.rotateSecret('boost');
  const after = await listAgents();

  expect([before, after]).toMatchObject([{ items: [weatherAgent] }, { items: [weatherAgent] }]);
  expect(servers.kagenti.requests).toMatchObject([
    { user: jane, account: 'boost', status: 200 },
    { user: jane, account: 'boost', status: 200 },
  ]);
});
