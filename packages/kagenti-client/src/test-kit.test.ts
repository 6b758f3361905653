import {
  type EmbeddedIdentityProvider,
  type KagentiBackend,
  startIdentityProvider,
  startKagentiBackend,
} from '@rhdh-boost/testkit';
import { KeycloakTokenManager } from '@rhdh-boost/token-manager';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { jane, rejection, weatherAgent } from '../test/fixtures/test-client.fixture.ts';
import type { AuditEvent } from './access/audit.ts';
import { KagentiClient } from './kagenti-client.ts';

let identityProvider: EmbeddedIdentityProvider;
let backend: KagentiBackend;
let tokens: KeycloakTokenManager;
let kagenti: KagentiClient;
const events: AuditEvent[] = [];

beforeEach(async () => {
  const introspectionClient = { clientId: 'kagenti', clientSecret: 'of-the-backend' };
  identityProvider = await startIdentityProvider({
    clients: [
      { clientId: 'boost', clientSecret: 'of-boost', roles: ['rossoctl-operator'] },
      { clientId: 'reader', clientSecret: 'of-the-reader', roles: [] },
      introspectionClient,
    ],
  });
  backend = await startKagentiBackend({
    identityProvider,
    tokenCheck: 'introspection',
    introspectionClient,
  });
  tokens = tokensOf('boost', 'of-boost');
  events.length = 0;
  kagenti = new KagentiClient({
    baseUrl: backend.baseUrl,
    tokens,
    validation: 'strict',
    audit: event => void events.push(event),
  });
});
afterEach(async () => {
  await kagenti.close();
  await tokens.close();
  await backend.stop();
  await identityProvider.stop();
});

function tokensOf(clientId: string, clientSecret: string): KeycloakTokenManager {
  return new KeycloakTokenManager({
    tokenEndpoint: identityProvider.tokenEndpoint,
    clientId,
    clientSecret,
  });
}

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
  await identityProvider.revokeTokens('boost');

  const calls = await Promise.all(
    Array.from({ length: 50 }, () => agents.list({ namespace: 'team1' }).withResponse()),
  );

  expect(calls.every(call => call.status === 200)).toBe(true);
  expect(identityProvider.requests.filter(request => request.clientId === 'boost')).toHaveLength(2);
});

test('a token revoked before a stream is replaced [kagenti-chat-streaming/Refused token before the stream]', async () => {
  await tokens.getToken();
  await identityProvider.revokeTokens('boost');

  const result = await kagenti
    .asUser(jane)
    .chat.stream({ ...weatherAgent, message: 'hi' })
    .result();

  expect(result).toMatchObject({ text: expect.stringMatching(/./), sessionId: expect.any(String) });
  expect(backend.requests.map(request => request.status)).toEqual([401, 200]);
});

test('an account without the role is told which [kagenti-api/Missing role is named]', async () => {
  const reading = tokensOf('reader', 'of-the-reader');
  await using reader = new KagentiClient({ baseUrl: backend.baseUrl, tokens: reading });

  const error = await rejection(reader.asUser(jane).chat.send({ ...weatherAgent, message: 'hi' }));
  await reading.close();

  expect(error).toMatchObject({
    status: 403,
    requiredRoles: ['rossoctl-operator'],
    fromAgent: false,
  });
});

test('a scripted stream that is cut is truncated [kagenti-chat-streaming/End of file before the end is truncation]', async () => {
  backend.chat.script({
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

  expect(backend.requests.map(({ operation, user }) => [operation, user])).toEqual([
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
