import { setTimeout as sleep } from 'node:timers/promises';
import type { CacheService, LoggerService } from '@backstage/backend-plugin-api';
import { expect, test, vi } from 'vitest';
import { frames, ScriptedServer } from '../../test/fixtures/scripted-server.fixture.ts';
import { rejection, testClient, weatherAgent } from '../../test/fixtures/test-client.fixture.ts';
import { openQuestions } from './open-questions.ts';

const asks = (session: string) => ({
  session_id: session,
  event: { type: 'status', state: 'input-required', message: 'Where?' },
});
const answers = { content: 'Sunny', done: true };

/** A cache of Backstage's kind, as far as it is used. */
function memoryCache() {
  const entries = new Map<string, string>();
  return {
    entries,
    get: async <T>(key: string): Promise<T | undefined> =>
      JSON.parse(entries.get(key) ?? 'null') ?? undefined,
    set: vi.fn<CacheService['set']>(
      async (key, value) => void entries.set(key, JSON.stringify(value)),
    ),
    delete: vi.fn<CacheService['delete']>(async key => void entries.delete(key)),
  };
}

/** Chats of a Kagenti that answers with these frames in turn, and the sessions that it was sent. */
async function chats(...replies: readonly (readonly object[])[]) {
  const sessions: unknown[] = [];
  const left = replies.values();
  const server = await ScriptedServer.start((response, { body }) => {
    sessions.push(JSON.parse(body).session_id);
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    response.end(frames(...(left.next().value ?? [answers])));
  });
  const kagenti = testClient(server.origin);
  const cache = memoryCache();
  const logger = { warn: vi.fn<LoggerService['warn']>() };
  return {
    cache,
    logger,
    sessions,
    say: async (user: string, questions = openQuestions({ cache, logger })) => {
      const { chat } = kagenti.asUser(user);
      const types: string[] = [];
      const send = (sessionId?: string) =>
        chat.stream({ ...weatherAgent, message: 'x', sessionId });
      for await (const { type } of questions.reply(user, send)) types.push(type);
      return types;
    },
    reply: (user: string) =>
      openQuestions({ cache, logger }).reply(user, sessionId =>
        kagenti.asUser(user).chat.stream({ ...weatherAgent, message: 'x', sessionId }),
      ),
    async [Symbol.asyncDispose]() {
      await kagenti.close();
      await server[Symbol.asyncDispose]();
    },
  };
}

const [jane, bob] = ['user:default/jane', 'user:default/bob'];

test('Provider: the answer continues the session of the question, and nothing else does', async () => {
  await using given = await chats([asks('s1'), { done: true }]);

  await given.say(jane);
  await given.say(bob);
  await given.say(jane);
  await given.say(jane);

  expect(given.sessions).toEqual([undefined, undefined, 's1', undefined]);
  expect(given.logger.warn).not.toHaveBeenCalled();
});

test('Provider: the answer to a question continues it also while the reply that asked runs, or after it was left', async () => {
  await using given = await chats([asks('s1'), { done: true }]);

  for await (const { type } of given.reply(jane)) if (type === 'inputRequired') break;
  await given.say(jane);

  expect(given.sessions).toEqual([undefined, 's1']);
});

test('Provider: a reply that ends keeps the question that another one asked meanwhile', async () => {
  await using given = await chats(
    [{ session_id: 's1', content: 'thinking' }, answers],
    [asks('s2'), { done: true }],
  );

  const first = given.reply(jane);
  await first.next();
  await given.say(jane);
  while (!(await first.next()).done);
  await given.say(jane);

  expect(given.sessions).toEqual([undefined, undefined, 's2']);
});

test('Provider: an agent that continues without an answer has no open question', async () => {
  await using given = await chats([
    asks('s1'),
    { event: { type: 'status', state: 'working' } },
    answers,
  ]);

  await given.say(jane);
  await given.say(jane);

  expect(given.sessions).toEqual([undefined, undefined]);
});

test('Provider: a session that is refused is forgotten', async () => {
  await using given = await chats([asks('s1'), { done: true }]);
  await given.say(jane);
  for (const key of given.cache.entries.keys()) given.cache.entries.set(key, '"s1.of-another-key"');

  expect(await rejection(given.say(jane))).toMatchObject({ code: 'session_refused' });
  expect(await given.say(jane)).toContain('done');
});

test('Provider: an answer that fails can be sent again', async () => {
  await using given = await chats([asks('s1'), { done: true }], [{ error: 'broken' }]);
  await given.say(jane);

  await rejection(given.say(jane));
  await given.say(jane);

  expect(given.sessions).toEqual([undefined, 's1', 's1']);
});

test.each([
  ['fails', () => Promise.reject(new Error('Redis is down'))],
  ['never answers', () => new Promise<never>(() => undefined)],
])('Provider: with a cache that %s, each message starts a session', async (_what, fail) => {
  await using given = await chats([asks('s1'), { done: true }]);
  given.cache.get = fail;
  given.cache.set.mockImplementation(fail);

  expect(await given.say(jane)).toContain('done');
  expect(await given.say(jane)).toContain('done');

  expect(given.sessions).toEqual([undefined, undefined]);
  expect(given.logger.warn).toHaveBeenCalledWith(
    'The cache failed, so an answer to an agent may start another session.',
    expect.objectContaining({ message: expect.stringMatching(/Redis is down|1 s/) }),
  );
});

test('Provider: a question waits for as long as it should, and a silent agent has heartbeats', async () => {
  const cache = memoryCache();
  const logger = { warn: vi.fn<LoggerService['warn']>() };
  await using server = await ScriptedServer.start(async response => {
    response.writeHead(200, { 'content-type': 'text/event-stream' }).flushHeaders();
    await sleep(60);
    response.end(frames(asks('s1'), { done: true }));
  });
  await using kagenti = testClient(server.origin);
  const questions = openQuestions({ cache, logger, ttlMs: 7_000, heartbeatMs: 20 });
  const types: string[] = [];

  const send = () => kagenti.asUser(jane).chat.stream({ ...weatherAgent, message: 'x' });
  for await (const { type } of questions.reply(jane, send)) types.push(type);

  expect(types).toContain('heartbeat');
  expect(cache.set.mock.calls).toEqual([
    [expect.stringContaining(jane), expect.stringMatching(/^s1\./), { ttl: 7_000 }],
  ]);
});

test.each([
  [{ cache: {} }, 'cache'],
  [{ logger: {} }, 'logger'],
  [{ ttlMs: 0 }, 'ttlMs'],
  [{ heartbeatMs: -1 }, 'heartbeatMs'],
  [{ ttl: 5 }, 'ttl'],
])('Provider: %o is refused', (wrong, option) => {
  const options = {
    cache: memoryCache(),
    logger: { warn: vi.fn<LoggerService['warn']>() },
    ...wrong,
  };

  expect(() => Reflect.apply(openQuestions, undefined, [options])).toThrow(
    expect.objectContaining({ code: 'invalid_options', message: expect.stringContaining(option) }),
  );
});
