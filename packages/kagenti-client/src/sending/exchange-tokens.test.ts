import { expect, test } from 'vitest';
import {
  eventStream,
  frames,
  json,
  ScriptedServer,
} from '../../test/fixtures/scripted-server.fixture.ts';
import {
  jane,
  NumberedTokens,
  rejection,
  testClient,
  weatherAgent,
} from '../../test/fixtures/test-client.fixture.ts';

const items = { items: [] };
const refusal = { detail: 'Invalid token: Signature has expired.' };
const reply = { content: 'hi', session_id: 's', is_complete: true };
const message = { ...weatherAgent, message: 'hi' };

test('a public operation needs no token [kagenti-api/Public operation carries no token]', async () => {
  await using server = await ScriptedServer.start(response => {
    json(response, { status: 'healthy' });
  });
  const tokens = new NumberedTokens();
  await using kagenti = testClient(server.origin, { tokens });
  const { health } = kagenti.asUser(jane);

  await expect(health.live()).resolves.toEqual({ status: 'healthy' });
  await health.ready();

  expect(server.requests.map(({ path, headers }) => [path, headers.authorization])).toEqual([
    ['/health', undefined],
    ['/ready', undefined],
  ]);
  expect(tokens.asked).toBe(0);
});

test('a public operation that is refused is not sent again [kagenti-api/Public operation carries no token]', async () => {
  await using server = await ScriptedServer.start(response => {
    json(response, refusal, 401);
  });
  await using kagenti = testClient(server.origin);

  await expect(kagenti.asUser(jane).health.live()).rejects.toMatchObject({ status: 401 });
  expect(server.requests).toHaveLength(1);
});

test('a refused token is replaced for a read and for chat, without a retry [kagenti-api/Refused token is replaced]', async () => {
  await using server = await ScriptedServer.start((response, { path }, index) => {
    if (index % 2 === 0) json(response, refusal, 401);
    else json(response, path.endsWith('/send') ? reply : items);
  });
  const tokens = new NumberedTokens();
  await using kagenti = testClient(server.origin, { tokens, retry: { maxRetries: 0, budget: 0 } });
  const api = kagenti.asUser(jane);

  const listed = await api.agents.list().withResponse();
  const sent = await api.chat.send(message).withResponse();

  expect(listed.attempts.map(attempt => attempt.status)).toEqual([401, 200]);
  expect(sent.attempts.map(attempt => attempt.status)).toEqual([401, 200]);
  expect(tokens.invalidated).toEqual(['token-1', 'token-2']);
});

test('a hundred calls with one refused token all succeed [kagenti-api/Refused token is replaced]', async () => {
  await using server = await ScriptedServer.start((response, { headers }) => {
    if (headers.authorization === 'Bearer token-1') json(response, refusal, 401);
    else json(response, items);
  });
  const tokens = new NumberedTokens();
  await using kagenti = testClient(server.origin, { tokens });
  const { agents } = kagenti.asUser(jane);

  const results = await Promise.all(
    Array.from({ length: 100 }, () => agents.list().withResponse()),
  );

  expect(results.every(result => result.status === 200)).toBe(true);
  expect(new Set(tokens.invalidated)).toEqual(new Set(['token-1']));
});

test('the second 401 ends the call [kagenti-api/Second 401 goes to the caller]', async () => {
  await using server = await ScriptedServer.start(response => {
    json(response, refusal, 401);
  });
  const tokens = new NumberedTokens();
  await using kagenti = testClient(server.origin, { tokens });

  const error = await rejection(kagenti.asUser(jane).agents.list());

  expect(error).toMatchObject({
    name: 'KagentiHttpError',
    status: 401,
    fromAgent: false,
    detail: refusal.detail,
  });
  expect(server.requests.map(request => request.headers.authorization)).toEqual([
    'Bearer token-1',
    'Bearer token-2',
  ]);
  expect(tokens.invalidated).toEqual(['token-1']);
});

test('the same token is not sent twice [kagenti-api/No better token]', async () => {
  await using server = await ScriptedServer.start(response => {
    json(response, refusal, 401);
  });
  const tokens = { getToken: async () => 'only', invalidate: () => false };
  await using kagenti = testClient(server.origin, { tokens });

  await expect(kagenti.asUser(jane).agents.list()).rejects.toMatchObject({ status: 401 });
  expect(server.requests).toHaveLength(1);
});

test("the agent's words mean nothing outside of chat [kagenti-api/Copied 401 leaves the token alone]", async () => {
  await using server = await ScriptedServer.start(response => {
    json(response, { detail: 'Agent returned error: x' }, 401);
  });
  const tokens = new NumberedTokens();
  await using kagenti = testClient(server.origin, { tokens });

  await expect(kagenti.asUser(jane).agents.list()).rejects.toMatchObject({ fromAgent: false });
  expect(tokens.invalidated).toEqual(['token-1']);
});

test('each operation takes from its own source [kagenti-api/Token source by operation]', async () => {
  await using server = await ScriptedServer.start((response, { path }) => {
    json(response, path.endsWith('/send') ? reply : items);
  });
  const seen: string[] = [];
  await using kagenti = testClient(server.origin, {
    tokens: operation => {
      seen.push(operation);
      return { getToken: async () => `for-${operation}`, invalidate: () => false };
    },
  });
  const api = kagenti.asUser(jane);

  await api.agents.list();
  await api.chat.send(message);

  expect(seen).toEqual(['agents.list', 'chat.send']);
  expect(server.requests.map(request => request.headers.authorization)).toEqual([
    'Bearer for-agents.list',
    'Bearer for-chat.send',
  ]);
});

test('chat asks for a token that outlasts the agent [kagenti-api/Token source by operation]', async () => {
  await using server = await ScriptedServer.start((response, { path }) => {
    json(response, path.endsWith('/send') ? reply : items);
  });
  const tokens = new NumberedTokens();
  await using kagenti = testClient(server.origin, { tokens });

  await kagenti.asUser(jane).agents.list();
  await kagenti.asUser(jane).chat.send(message);

  expect(tokens.minValidSeconds).toEqual([undefined, 120]);
});

test('a failing source is the cause [kagenti-api/Token source fails]', async () => {
  await using server = await ScriptedServer.start(response => {
    json(response, items);
  });
  const cause = Object.assign(new Error('secret hunter2'), { code: 'rejected' });
  await using kagenti = testClient(server.origin, {
    tokens: { getToken: () => Promise.reject(cause), invalidate: () => false },
  });

  const error = await rejection(kagenti.asUser(jane).agents.list());

  expect(error).toMatchObject({
    name: 'KagentiError',
    code: 'token',
    operation: 'agents.list',
    message: expect.stringContaining('was not sent:'),
    cause,
  });
  expect(server.requests).toEqual([]);
});

test.each<[string, () => Promise<string>]>([
  ['undefined', async () => JSON.parse('{}').x],
  ['nothing', async () => ''],
  ['a line break in it', async () => 'token\r\nx-admin: 1'],
])(
  'what is no token (%s) is not sent [kagenti-api/Token source fails]',
  async (_what, getToken) => {
    await using server = await ScriptedServer.start(response => {
      json(response, items);
    });
    await using kagenti = testClient(server.origin, {
      tokens: { getToken, invalidate: () => false },
    });

    await expect(kagenti.asUser(jane).agents.list()).rejects.toMatchObject({ code: 'token' });
    expect(server.requests).toEqual([]);
  },
);

test.each<[string, unknown]>([
  ['undefined', undefined],
  ['null', null],
  ['zero', 0],
  ['an empty text', ''],
  ['an object without methods', {}],
  ['a token', 'hunter2'],
  ['a promise', Promise.resolve(new NumberedTokens())],
])(
  '%s instead of a source sends nothing [kagenti-api/Token source fails]',
  async (_what, given) => {
    await using server = await ScriptedServer.start(response => {
      json(response, items);
    });
    // Past the types, as JavaScript gives it.
    const tokens = new Proxy(() => new NumberedTokens(), { apply: () => given });
    await using kagenti = testClient(server.origin, { tokens });
    const api = kagenti.asUser(jane);

    const errors = [
      await rejection(api.agents.list()),
      await rejection(api.chat.stream(message).text()),
      await rejection(api.request('GET', '/api/v2/new')),
    ];

    for (const error of errors) {
      expect(error).toMatchObject({
        code: 'token',
        message: expect.stringContaining('no object with getToken and invalidate'),
      });
    }
    expect(server.requests).toEqual([]);
    await expect(api.health.live()).resolves.toEqual(items);
  },
);

test.each([
  ['a 401', 401],
  ['a 503', 503],
])(
  'no token after %s: it was sent before [kagenti-api/Token source fails]',
  async (_what, status) => {
    await using server = await ScriptedServer.start(response => {
      json(response, refusal, status);
    });
    const tokens = new NumberedTokens();
    const getToken = async () => {
      if (tokens.asked > 0) throw new Error('Keycloak is down');
      return tokens.getToken();
    };
    await using kagenti = testClient(server.origin, {
      tokens: { getToken, invalidate: () => true },
    });

    const error = await rejection(kagenti.asUser(jane).agents.list());

    expect(error).toMatchObject({
      code: 'token',
      message: expect.stringContaining('was not sent again:'),
      attempts: [{ status }],
    });
    expect(server.requests).toHaveLength(1);
  },
);

test('a function that gives no source is the cause [kagenti-api/Token source fails]', async () => {
  const cause = new Error('no account for that');
  await using kagenti = testClient('http://127.0.0.1:1', {
    tokens: () => {
      throw cause;
    },
  });

  await expect(kagenti.asUser(jane).agents.list()).rejects.toMatchObject({ code: 'token', cause });
});

test.each<[string, () => unknown]>([
  [
    'throws',
    () => {
      throw new Error('store down');
    },
  ],
  ['rejects', () => Promise.reject(new Error('store down'))],
])(
  'a source whose invalidate %s leaves the 401 to the caller [kagenti-api/No better token]',
  async (_what, invalidate) => {
    await using server = await ScriptedServer.start(response => {
      json(response, refusal, 401);
    });
    await using kagenti = testClient(server.origin, {
      tokens: { getToken: async () => 'only', invalidate },
    });

    await expect(kagenti.asUser(jane).agents.list()).rejects.toMatchObject({ status: 401 });
    expect(server.requests).toHaveLength(1);
  },
);

test('a refused token before a stream is replaced [kagenti-chat-streaming/Refused token before the stream]', async () => {
  await using server = await ScriptedServer.start((response, _request, index) => {
    if (index === 0) return json(response, refusal, 401);
    eventStream(response);
    response.end(frames({ session_id: 's', content: 'hi' }, { done: true, session_id: 's' }));
  });
  await using kagenti = testClient(server.origin);

  await expect(kagenti.asUser(jane).chat.stream(message).text()).resolves.toBe('hi');
  expect(server.requests).toHaveLength(2);
});

test('an error status before a stream is told as one [kagenti-chat-streaming/Refused token before the stream]', async () => {
  await using server = await ScriptedServer.start(response => {
    json(response, { detail: 'Cannot connect to agent' }, 503);
  });
  await using kagenti = testClient(server.origin);
  const stream = kagenti.asUser(jane).chat.stream(message);

  const error = await rejection(stream[Symbol.asyncIterator]().next());

  expect(error).toMatchObject({ name: 'KagentiHttpError', status: 503, operation: 'chat.stream' });
  expect(server.requests).toHaveLength(1);
});
