import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { EventEmitter, getEventListeners, once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import {
  eventStream,
  frames,
  json,
  ScriptedServer,
} from '../../test/fixtures/scripted-server.fixture.ts';
import {
  firstEvent,
  jane,
  NumberedTokens,
  rejection,
  testClient,
  weatherAgent,
} from '../../test/fixtures/test-client.fixture.ts';
import type { KagentiClientOptions } from '../options/client-options.ts';

const never = <T>(): Promise<T> => new Promise<T>(() => undefined);
const reason = new Error('the user left');
const message = { ...weatherAgent, message: 'hi' };

/** Aborts a call 50 ms after it is there, and measures how long it takes to end. */
async function abortOf(
  baseUrl: string,
  options: Partial<KagentiClientOptions> = {},
  isThere: Promise<unknown> = Promise.resolve(),
): Promise<{ error: unknown; tookMs: number; listeners: number }> {
  await using kagenti = testClient(baseUrl, options);
  const controller = new AbortController();
  const call = rejection(kagenti.asUser(jane).agents.list({}, { signal: controller.signal }));
  await isThere;
  await sleep(50);
  const startedAt = performance.now();
  controller.abort(reason);
  const error = await call;
  const tookMs = performance.now() - startedAt;
  return { error, tookMs, listeners: getEventListeners(controller.signal, 'abort').length };
}

test.each<[string, Partial<KagentiClientOptions>]>([
  ['the permission hook', { authorize: never }],
  ['the token source', { tokens: { getToken: never, invalidate: () => false } }],
])('while %s is awaited [kagenti-api/Abort ends a call in any phase]', async (_phase, options) => {
  await using server = await ScriptedServer.start(response => {
    json(response, {});
  });

  const { error, tookMs, listeners } = await abortOf(server.origin, options);

  expect(error).toMatchObject({ name: 'KagentiAbortError', cause: reason, attempts: [] });
  expect([tookMs < 1_000, listeners, server.requests.length]).toEqual([true, 0, 0]);
});

test('while the audit sink is awaited [kagenti-api/Abort ends a call in any phase]', async () => {
  await using kagenti = testClient('http://127.0.0.1:1', {
    audit: event => (event.outcome === 'started' ? never() : undefined),
  });
  const signal = AbortSignal.timeout(30);

  const error = await rejection(kagenti.asUser(jane).agents.delete(weatherAgent, { signal }));

  expect(error).toMatchObject({ name: 'KagentiAbortError', cause: signal.reason });
});

test.each<[string, (end: () => void) => Partial<KagentiClientOptions>]>([
  ['the permission hook', end => ({ authorize: () => (end(), never()) })],
  [
    'the token source',
    end => ({ tokens: { getToken: () => (end(), never()), invalidate: () => false } }),
  ],
  ['the audit sink', end => ({ audit: () => (end(), never()) })],
])(
  'by %s itself, which then never answers [kagenti-api/Abort ends a call in any phase]',
  async (_hook, options) => {
    const controller = new AbortController();
    const end = (): void => {
      controller.abort(reason);
    };
    await using kagenti = testClient('http://127.0.0.1:1', options(end));
    const api = kagenti.asUser(jane);

    const error = await rejection(api.agents.delete(weatherAgent, { signal: controller.signal }));

    expect(error).toMatchObject({ name: 'KagentiAbortError', cause: reason, attempts: [] });
    expect(getEventListeners(controller.signal, 'abort')).toEqual([]);
  },
);

test('by a permission hook that closes the client and never answers [kagenti-api/Abort ends a call in any phase]', async () => {
  const kagenti = testClient('http://127.0.0.1:1', {
    authorize: () => {
      void kagenti.close();
      return never();
    },
  });

  const error = await rejection(kagenti.asUser(jane).agents.list());

  expect(error).toMatchObject({ name: 'KagentiAbortError', cause: { code: 'closed' } });
});

test.each(Array.from({ length: 40 }, (_none, turns) => turns))(
  'after %i turns of the microtask queue, of which some lie between two waits [kagenti-api/Abort ends a call in any phase]',
  async turns => {
    await using server = await ScriptedServer.start(() => undefined);
    await using kagenti = testClient(server.origin, {
      authorize: async () => true,
      audit: async () => undefined,
    });
    const controller = new AbortController();

    const { signal } = controller;
    const call = rejection(kagenti.asUser(jane).agents.delete(weatherAgent, { signal }));
    for (let turn = 0; turn < turns; turn += 1) await Promise.resolve();
    controller.abort(reason);

    expect(await call).toMatchObject({ name: 'KagentiAbortError', cause: reason });
    expect(getEventListeners(signal, 'abort')).toEqual([]);
    expect(await server.connectionsClosed()).toBe(true);
  },
);

test('in a retry wait [kagenti-api/Abort ends a call in any phase]', async () => {
  const answers = new EventEmitter();
  const isAnswered = once(answers, 'finish');
  await using server = await ScriptedServer.start(response => {
    response.once('finish', () => answers.emit('finish'));
    json(response, {}, 503, { 'retry-after': '20' });
  });

  const { error, tookMs, listeners } = await abortOf(server.origin, {}, isAnswered);

  expect(error).toMatchObject({
    name: 'KagentiAbortError',
    cause: reason,
    attempts: [{ status: 503 }],
  });
  expect([tookMs < 1_000, listeners, server.requests.length]).toEqual([true, 0, 1]);
});

test('before the headers [kagenti-api/Abort ends a call in any phase]', async () => {
  await using server = await ScriptedServer.start(() => undefined);

  const { error, tookMs, listeners } = await abortOf(server.origin);

  expect(error).toMatchObject({
    name: 'KagentiAbortError',
    cause: reason,
    attempts: [{ failure: 'ended' }],
  });
  expect([tookMs < 1_000, listeners]).toEqual([true, 0]);
  expect(await server.connectionsClosed()).toBe(true);
});

/** When undici has the headers of an answer, which a busy machine takes its time for. */
function headersArrived(): Promise<void> {
  const channel = 'undici:request:headers';
  return new Promise(resolve => {
    const onHeaders = (): void => {
      unsubscribe(channel, onHeaders);
      resolve();
    };
    subscribe(channel, onHeaders);
  });
}

test.each([200, 404, 503])(
  'in the body of a %i [kagenti-api/Abort ends a call in any phase]',
  async status => {
    await using server = await ScriptedServer.start(response => {
      response.writeHead(status, { 'content-type': 'application/json' });
      response.write('{"items"');
    });

    const { error, tookMs, listeners } = await abortOf(server.origin, {}, headersArrived());

    expect(error).toMatchObject({
      name: 'KagentiAbortError',
      cause: reason,
      attempts: [{ status }],
    });
    expect([tookMs < 1_000, listeners, server.requests.length]).toEqual([true, 0, 1]);
    expect(await server.connectionsClosed()).toBe(true);
  },
);

test('before the call [kagenti-api/Abort ends a call in any phase]', async () => {
  const tokens = new NumberedTokens();
  await using kagenti = testClient('http://127.0.0.1:1', { tokens });

  const error = await rejection(
    kagenti.asUser(jane).agents.list({}, { signal: AbortSignal.abort(reason) }),
  );

  expect(error).toMatchObject({ name: 'KagentiAbortError', cause: reason });
  expect(tokens.asked).toBe(0);
});

test('a long-lived signal keeps nothing of calls that ended [kagenti-api/Abort ends a call in any phase]', async () => {
  await using server = await ScriptedServer.start((response, { path }) => {
    if (!path.endsWith('/stream'))
      return json(response, { items: [] }, path.includes('team2') ? 404 : 200);
    eventStream(response);
    response.end(frames({ content: 'x' }, { done: true, session_id: 's' }));
  });
  await using kagenti = testClient(server.origin, { namespaces: ['team1', 'team2'] });
  const { signal } = new AbortController();
  const api = kagenti.asUser(jane);

  await api.agents.list({ namespace: 'team1' }, { signal });
  await rejection(api.agents.list({ namespace: 'team2' }, { signal }));
  await rejection(api.agents.list({ namespace: 'team3' }, { signal }));
  await api.chat.stream(message, { signal }).text();
  await firstEvent(api.chat.stream(message, { signal }));

  expect(getEventListeners(signal, 'abort')).toEqual([]);
});

test('the signal ends a stream with an error and closes its socket [kagenti-chat-streaming/Abort at any moment]', async () => {
  await using server = await ScriptedServer.start(response => {
    eventStream(response);
    response.write(frames({ content: 'one' }, { content: 'two' }));
  });
  await using kagenti = testClient(server.origin);
  const controller = new AbortController();
  const events: string[] = [];

  const error = await rejection(
    (async () => {
      for await (const event of kagenti
        .asUser(jane)
        .chat.stream(message, { signal: controller.signal })) {
        events.push(event.type);
        controller.abort(reason);
      }
    })(),
  );

  expect(error).toMatchObject({ name: 'KagentiAbortError', cause: reason });
  expect(events).toEqual(['text']);
  expect(getEventListeners(controller.signal, 'abort')).toEqual([]);
  expect(await server.connectionsClosed()).toBe(true);
});

test('the signal ends the wait for the next event [kagenti-chat-streaming/Abort at any moment]', async () => {
  await using server = await ScriptedServer.start(response => {
    eventStream(response);
  });
  await using kagenti = testClient(server.origin);
  const signal = AbortSignal.timeout(50);

  const error = await rejection(kagenti.asUser(jane).chat.stream(message, { signal }).text());

  expect(error).toMatchObject({ name: 'KagentiAbortError', cause: { name: 'TimeoutError' } });
  expect(await server.connectionsClosed()).toBe(true);
});
