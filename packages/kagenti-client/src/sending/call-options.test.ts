import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { json, ScriptedServer } from '../../test/fixtures/scripted-server.fixture.ts';
import {
  jane,
  rejection,
  testClient,
  weatherAgent,
} from '../../test/fixtures/test-client.fixture.ts';
import { callMethod } from '../../test/parity/call-method.fixture.ts';
import type { AuditEvent } from '../access/audit.ts';
import type { BoundKagentiClient, KagentiClient } from '../kagenti-client.ts';

let server: ScriptedServer;
let kagenti: KagentiClient;
let api: BoundKagentiClient;
const events: AuditEvent[] = [];
beforeAll(async () => {
  server = await ScriptedServer.start(response => {
    json(response, { items: [], success: true });
  });
  kagenti = testClient(server.origin, { audit: event => void events.push(event) });
  api = kagenti.asUser(jane);
});
beforeEach(() => {
  events.length = 0;
  server.requests.length = 0;
});
afterAll(async () => {
  await kagenti.close();
  await server.stop();
});

const wrongOptions: readonly [string, unknown, string][] = [
  ['null', null, 'options are an object'],
  ['a number', 5, 'options are an object'],
  ['a text', 'hunter2', 'options are an object'],
  ['a signal instead of options', new AbortController().signal, 'options are an object'],
  ['an object as signal', { signal: {} }, 'signal is an AbortSignal'],
  ['an AbortController as signal', { signal: new AbortController() }, 'give the .signal'],
  ['no time', { timeoutMs: 0 }, 'timeoutMs'],
  ['a time beyond timers', { timeoutMs: 2 ** 31 }, 'timeoutMs'],
  ['too many retries', { maxRetries: 101 }, 'maxRetries'],
];
const methods: readonly [string, readonly unknown[]][] = [
  ['agents.list', [{}]],
  ['agents.delete', [weatherAgent]],
  ['chat.send', [{ ...weatherAgent, message: 'hi' }]],
  ['chat.stream', [{ ...weatherAgent, message: 'hi' }]],
  ['chat.agentCard', [weatherAgent]],
  ['request', ['GET', '/api/v2/new']],
];
const cases = methods.flatMap(([name, given]) =>
  wrongOptions.map(([what, options, named]) => [name, what, given, options, named] as const),
);

test.each(cases)(
  '%s with %s rejects [kagenti-api/Invalid option is refused]',
  async (name, _what, given, options, named) => {
    const error = await rejection(callMethod(api, name, ...given, options));

    expect(error).toMatchObject({
      name: 'KagentiError',
      code: 'invalid_parameter',
      operation: name,
      message: expect.stringContaining(named),
    });
    expect(String(error)).not.toContain('hunter2');
    expect(server.requests).toEqual([]);
  },
);

test.each(cases)(
  '%s with %s is one event [audit-identity/Refusal is recorded]',
  async (name, _what, given, options) => {
    await rejection(callMethod(api, name, ...given, options));

    expect(events).toMatchObject([{ operation: name, outcome: 'denied' }]);
  },
);

test.each(methods)(
  'a slip in the options of %s is found [kagenti-api/Invalid option is refused]',
  async (name, given) => {
    const error = await rejection(callMethod(api, name, ...given, { timeout: 5 }));

    expect(error).toMatchObject({
      code: 'invalid_parameter',
      message: expect.stringContaining('timeout is none of the options; timeoutMs may be meant'),
    });
    expect(events).toMatchObject([{ operation: name, outcome: 'denied' }]);
    expect(server.requests).toEqual([]);
  },
);

test('a misspelt option of a delete is compared with verify too [kagenti-api/Invalid option is refused]', async () => {
  for (const name of ['agents.delete', 'tools.delete'] as const) {
    const target = { namespace: 'team1', name: 'weather' };
    expect(await rejection(callMethod(api, name, target, { verfy: true }))).toMatchObject({
      message: expect.stringContaining('verfy is none of the options; verify may be meant'),
    });
  }
  expect(server.requests).toEqual([]);
});

test('what only a request takes is no option of a method [kagenti-api/Invalid option is refused]', async () => {
  const options = { permission: 'boost.access', query: { a: 'b' } };

  await api.request('GET', '/api/v2/new', { permission: 'boost.access', query: { a: 'b' } });
  expect(await rejection(callMethod(api, 'agents.list', {}, options))).toMatchObject({
    message: expect.stringContaining('permission is none of the options'),
  });
  expect(
    await rejection(callMethod(api, 'request', 'GET', '/api/v2/new', { qeury: {} })),
  ).toMatchObject({ message: expect.stringContaining('query may be meant') });
  expect(server.requests).toHaveLength(1);
});

const listen = (): void => undefined;

test('the signal of another realm is one [kagenti-api/Abort ends a call in any phase]', async () => {
  const foreign = {
    aborted: true,
    reason: 'left',
    addEventListener: listen,
    removeEventListener: listen,
  };

  expect(await rejection(callMethod(api, 'agents.list', {}, { signal: foreign }))).toMatchObject({
    name: 'KagentiAbortError',
    cause: 'left',
  });
});

test.each<AbortSignal | null | undefined>([undefined, null])(
  'A17: %s is a call and a wait without a signal',
  async signal => {
    await expect(api.agents.list({}, { signal })).resolves.toMatchObject({ items: [] });
    await expect(
      api.request('GET', '/api/v2/new', { permission: 'boost.access', signal }),
    ).resolves.toBeDefined();
    const wait = { signal, timeoutMs: 1, onProgress: () => undefined };
    expect(await rejection(api.agents.waitForReady(weatherAgent, wait))).toMatchObject({
      code: 'timeout',
    });
  },
);
