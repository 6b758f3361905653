import { EventEmitter, once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { startIdentityProvider } from '@rhdh-boost/testkit';
import { KeycloakTokenManager } from '@rhdh-boost/token-manager';
import { afterEach, expect, test, vi } from 'vitest';
import { startKagentiServer } from '../../test/fixtures/kagenti-server.fixture.ts';
import {
  eventStream,
  frames,
  json,
  ScriptedServer,
  type SeenRequest,
} from '../../test/fixtures/scripted-server.fixture.ts';
import {
  jane,
  NumberedTokens,
  rejection,
  testClient,
  weatherAgent,
} from '../../test/fixtures/test-client.fixture.ts';
import type { BoundKagentiClient } from '../kagenti-client.ts';
import type { TokenSource } from '../options/token-source.ts';

const rejected = { detail: 'Agent rejected token (audience mismatch)' };
const refused = { detail: 'Invalid token: Signature has expired.' };
const message = { ...weatherAgent, message: 'hi' };
const agentNamed = (name: string) => ({ namespace: 'team1', name, message: 'hi' });

/** Issues another token when it is forced to, or has to replace one that Kagenti refused. */
class RefreshableTokens implements TokenSource {
  readonly canForceRefresh = true;
  readonly invalidated: string[] = [];
  forced = 0;
  number = 1;
  /** What a forced fetch waits for. */
  ready: () => Promise<unknown> = async () => undefined;

  async getToken({
    forceRefresh = false,
    signal,
  }: {
    forceRefresh?: boolean;
    signal?: AbortSignal;
  } = {}): Promise<string> {
    // As from a real source: no token is there in the same turn.
    await sleep(5);
    if (forceRefresh) {
      this.forced += 1;
      await this.ready();
      signal?.throwIfAborted();
      this.number += 1;
    }
    return `token-${this.number}`;
  }

  invalidate(token: string): void {
    this.invalidated.push(token);
    this.number += 1;
  }
}

/** Kagenti in front of agents that reject a request or answer it. */
function startAgents(rejects: (request: SeenRequest, index: number) => boolean) {
  return ScriptedServer.start((response, request, index) => {
    if (rejects(request, index)) return json(response, rejected, 401);
    if (!request.path.endsWith('/stream')) {
      return json(response, { content: 'hi', session_id: 's', is_complete: true });
    }
    eventStream(response);
    response.end(frames({ session_id: 's', content: 'hi' }, { done: true, session_id: 's' }));
  });
}

const hasFirstToken = ({ headers }: SeenRequest) => headers.authorization === 'Bearer token-1';
const tokensOf = ({ requests }: ScriptedServer) =>
  requests.map(({ headers }) => headers.authorization?.replace('Bearer ', ''));

afterEach(() => {
  vi.useRealTimers();
});

test.each<[string, (api: BoundKagentiClient) => PromiseLike<unknown>]>([
  ['send', api => api.chat.send(message).then(({ content }) => content)],
  ['stream', api => api.chat.stream(message).text()],
])(
  "A3: an agent's 401 to chat.%s fetches one new token and resends once [kagenti-api/Agent's 401 is answered with a new token]",
  async (_name, chat) => {
    await using server = await startAgents(hasFirstToken);
    const tokens = new RefreshableTokens();
    await using kagenti = testClient(server.origin, {
      tokens,
      retry: { maxRetries: 0, budget: 0 },
    });

    await expect(chat(kagenti.asUser(jane))).resolves.toBe('hi');

    expect(tokensOf(server)).toEqual(['token-1', 'token-2']);
    expect(tokens).toMatchObject({ forced: 1, invalidated: [] });
  },
);

test("A3: calls that an agent rejects meanwhile share one fetch, also when the first caller leaves [kagenti-api/Agent's 401 is answered with a new token]", async () => {
  await using server = await startAgents(hasFirstToken);
  const tokens = new RefreshableTokens();
  const gate = new EventEmitter();
  const open = once(gate, 'open');
  tokens.ready = () => open;
  await using kagenti = testClient(server.origin, { tokens });
  const { chat } = kagenti.asUser(jane);
  const controller = new AbortController();

  const first = rejection(chat.send(message, { signal: controller.signal }));
  await vi.waitFor(() => expect(tokens.forced).toBe(1));
  const others = Array.from({ length: 20 }, () => chat.send(message));
  await vi.waitFor(() => expect(server.requests).toHaveLength(21));
  controller.abort();
  await expect(first).resolves.toMatchObject({ name: 'KagentiAbortError' });
  gate.emit('open');

  await Promise.all(others);
  expect(tokens.forced).toBe(1);
  expect(tokensOf(server).filter(token => token === 'token-2')).toHaveLength(20);
});

test("A3: calls that an agent rejects in the same moment share one fetch [kagenti-api/Agent's 401 is answered with a new token]", async () => {
  const gate = new EventEmitter();
  const allArrived = once(gate, 'open');
  await using server = await ScriptedServer.start(async (response, request, index) => {
    if (index === 19) gate.emit('open');
    await allArrived;
    if (hasFirstToken(request)) json(response, rejected, 401);
    else json(response, { content: 'hi', session_id: 's', is_complete: true });
  });
  const tokens = new RefreshableTokens();
  await using kagenti = testClient(server.origin, { tokens });
  const { chat } = kagenti.asUser(jane);

  await Promise.all(Array.from({ length: 20 }, () => chat.send(message)));

  expect(tokens.forced).toBe(1);
  expect(server.requests).toHaveLength(40);
});

test("A3: calls that many agents reject in the same moment share one fetch [kagenti-api/Agent's 401 is answered with a new token]", async () => {
  await using server = await startAgents(hasFirstToken);
  const tokens = new RefreshableTokens();
  tokens.ready = () => sleep(100);
  await using kagenti = testClient(server.origin, { tokens });
  const { chat } = kagenti.asUser(jane);

  await Promise.all(Array.from({ length: 20 }, (_, index) => chat.send(agentNamed(`a${index}`))));

  expect(tokens.forced).toBe(1);
  expect(server.requests).toHaveLength(40);
});

test("A3: another token in hand is sent without a fetch [kagenti-api/Agent's 401 is answered with a new token]", async () => {
  const tokens = new RefreshableTokens();
  await using server = await startAgents(request => {
    // It was renewed while the request was on its way.
    if (hasFirstToken(request)) tokens.number = 2;
    return hasFirstToken(request);
  });
  await using kagenti = testClient(server.origin, { tokens });

  await kagenti.asUser(jane).chat.send(message);

  expect(tokensOf(server)).toEqual(['token-1', 'token-2']);
  expect(tokens.forced).toBe(0);
});

test('A3: a second 401 ends the call, and the next one fetches no token [kagenti-api/Agent that keeps rejecting]', async () => {
  await using server = await startAgents(() => true);
  const tokens = new RefreshableTokens();
  await using kagenti = testClient(server.origin, { tokens });
  const { chat } = kagenti.asUser(jane);

  const first = await rejection(chat.send(message));
  const second = await rejection(chat.stream(message).text());

  for (const error of [first, second]) {
    expect(error).toMatchObject({
      status: 401,
      fromAgent: true,
      accountRefused: false,
      message: expect.stringContaining('audience mapper for the agent may be missing in Keycloak'),
    });
  }
  expect(first).toMatchObject({ attempts: [{ status: 401 }, { status: 401 }] });
  expect(second).toMatchObject({
    attempts: [{ status: 401 }],
    message: expect.stringContaining('one in 60 s for an agent'),
  });
  expect(tokensOf(server)).toEqual(['token-1', 'token-2', 'token-2']);
  expect(tokens).toMatchObject({ forced: 1, invalidated: [] });
});

test('A3: three fetches in 60 s over all agents, and one for an agent [kagenti-api/Agent that keeps rejecting]', async () => {
  vi.useFakeTimers({ toFake: ['performance'] });
  await using server = await startAgents(() => true);
  const tokens = new RefreshableTokens();
  await using kagenti = testClient(server.origin, { tokens });
  const { chat } = kagenti.asUser(jane);
  const fetchesOf = async (names: readonly string[]) => {
    const before = tokens.forced;
    for (const name of names) await rejection(chat.send(agentNamed(name)));
    return tokens.forced - before;
  };

  expect(await fetchesOf(['a', 'a', 'b'])).toBe(2);
  vi.advanceTimersByTime(30_000);
  expect(await fetchesOf(['a', 'b', 'c', 'd', 'e'])).toBe(1);
  vi.advanceTimersByTime(29_999);
  expect(await fetchesOf(['a', 'd'])).toBe(0);
  vi.advanceTimersByTime(1);
  expect(await fetchesOf(['c', 'a', 'd', 'e'])).toBe(2);
});

test.each<[string, string[], object[]]>([
  ["Kagenti's before the agent's", ['token-1'], [refused, rejected]],
  ["the agent's before Kagenti's", [], [rejected, refused]],
])('A3: with %s a call is resent once in all', async (_order, invalidated, answers) => {
  await using server = await ScriptedServer.start((response, _request, index) => {
    json(response, answers[index], 401);
  });
  const tokens = new RefreshableTokens();
  await using kagenti = testClient(server.origin, { tokens });

  const error = await rejection(kagenti.asUser(jane).chat.send(message));

  expect(error).toMatchObject({ status: 401, fromAgent: answers[1] === rejected });
  expect(tokensOf(server)).toEqual(['token-1', 'token-2']);
  expect(tokens.invalidated).toEqual(invalidated);
});

test('A3: three agents that always reject do not delay the renewal after a 401 of Kagenti [kagenti-api/Agent that keeps rejecting]', async () => {
  const server = await startKagentiServer();
  await using kagenti = testClient(server.backend.baseUrl, { tokens: server.tokens });
  const { chat, agents } = kagenti.asUser(jane);
  const operation = 'chat.send';
  server.backend.faults.next(
    { kind: 'respond', status: 401, body: rejected },
    { operation, times: 100 },
  );
  const { forcedRenewalsLeft } = server.tokens.health();

  for (const name of ['a', 'b', 'c', 'd']) await rejection(chat.send(agentNamed(name)));
  const asked = server.tokenRequests();
  const body = { detail: 'Invalid token: Signature verification failed.' };
  server.backend.faults.next({ kind: 'respond', status: 401, body }, { operation: 'agents.list' });
  const listed = await agents.list({ namespace: 'team1' }).withResponse();

  // One token at first, and one for each of three agents.
  expect(asked).toBe(4);
  expect(listed.attempts.map(({ status }) => status)).toEqual([401, 200]);
  expect(server.tokenRequests()).toBe(5);
  expect(server.tokens.health()).toMatchObject({ forcedRenewalsLeft: forcedRenewalsLeft - 1 });
  await server.stop();
});

test("A3: a failed fetch leaves the token in use [kagenti-api/Failed fetch after an agent's 401]", async () => {
  await using server = await ScriptedServer.start((response, { path }) => {
    if (path.includes('/chat/')) json(response, rejected, 401);
    else json(response, { items: [] });
  });
  const account = { clientId: 'boost', clientSecret: 'not-a-word-7f3a' };
  const keycloak = await startIdentityProvider({ clients: [account] });
  await using tokens = new KeycloakTokenManager({
    ...account,
    tokenEndpoint: keycloak.tokenEndpoint,
  });
  await using kagenti = testClient(server.origin, { tokens });
  const { chat, agents } = kagenti.asUser(jane);
  const token = await tokens.getToken();
  await keycloak.stop();

  const error = await rejection(chat.send(message));

  expect(error).toMatchObject({
    status: 401,
    fromAgent: true,
    cause: { code: 'network' },
    message: expect.stringContaining('returned no new one (see cause)'),
    attempts: [{ status: 401 }],
  });
  await expect(agents.list()).resolves.toEqual({ items: [] });
  expect(tokensOf(server)).toEqual([token, token]);
});

test("A3: a fetch that throws leaves the agent's 401 to the caller [kagenti-api/Failed fetch after an agent's 401]", async () => {
  await using server = await startAgents(() => true);
  const tokens = new RefreshableTokens();
  tokens.ready = () => Promise.reject(new Error('Keycloak is down'));
  await using kagenti = testClient(server.origin, { tokens });

  const error = await rejection(kagenti.asUser(jane).chat.send(message));

  expect(error).toMatchObject({ status: 401, fromAgent: true, attempts: [{ status: 401 }] });
  expect(tokens).toMatchObject({ forced: 1, invalidated: [] });
});

test.each([rejected.detail, 'Agent returned error: '])(
  'A3: a source that cannot be forced is not asked after %j, and the error reports it [kagenti-api/Token source without forced refresh]',
  async detail => {
    await using server = await ScriptedServer.start(response => {
      json(response, { detail }, 401);
    });
    const tokens = new NumberedTokens();
    await using kagenti = testClient(server.origin, { tokens });
    const { chat } = kagenti.asUser(jane);

    const errors = [
      await rejection(chat.send(message)),
      await rejection(chat.stream(message).text()),
    ];

    for (const error of errors) {
      expect(error).toMatchObject({
        status: 401,
        fromAgent: true,
        message: expect.stringContaining('cannot fetch a new one on request (canForceRefresh)'),
      });
    }
    expect(tokens).toMatchObject({ asked: 2, invalidated: [] });
    expect(server.requests).toHaveLength(2);
  },
);
