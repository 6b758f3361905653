import { operations } from '@rhdh-boost/kagenti-contract';
import { Agent } from 'undici';
import { expect, onTestFinished, test, vi } from 'vitest';
import { json, ScriptedServer } from '../../test/fixtures/scripted-server.fixture.ts';
import { jane, testClient, weatherAgent } from '../../test/fixtures/test-client.fixture.ts';
import { operationDescriptors } from '../api/generated/operation-descriptors.ts';
import type { CallOptions } from '../options/client-options.ts';
import type { TimeoutOptions } from '../options/timeouts.ts';

const slow = [
  'agents.fetchEnv',
  'chat.send',
  'skills.addExternal',
  'skills.autosync.set',
  'tools.invoke',
];

test('A12: what waits for something behind Kagenti has longer defaults, and nothing else', () => {
  const own = operations
    .map(({ operation }) => operation)
    .filter(operation => operationDescriptors[operation].defaultTimeouts !== undefined);

  expect(own.toSorted()).toEqual(slow);
  for (const operation of own) {
    expect(operationDescriptors[operation].defaultTimeouts).toEqual({
      headersMs: 75_000,
      totalMs: 90_000,
    });
  }
});

/** The timeouts of two calls on the wire: undici's for the headers, and the client's own timer in total. */
async function timeoutsOnTheWire(timeouts?: TimeoutOptions, options: CallOptions = {}) {
  await using server = await ScriptedServer.start((response, { path }) => {
    json(response, path.endsWith('/send') ? { content: 'hi' } : { items: [] });
  });
  const agent = new Agent();
  onTestFinished(() => agent.destroy());
  const headers: unknown[] = [];
  const dispatcher = agent.compose(dispatch => (request, handler) => {
    headers.push(request.headersTimeout);
    return dispatch(request, handler);
  });
  const timers = vi.spyOn(globalThis, 'setTimeout');
  onTestFinished(() => timers.mockRestore());
  const total = async (call: () => PromiseLike<unknown>) => {
    timers.mockClear();
    await call();
    return Math.max(...timers.mock.calls.map(([, milliseconds]) => milliseconds ?? 0));
  };
  await using kagenti = testClient(server.origin, {
    dispatcher,
    ...(timeouts && { timeouts }),
  });
  const { agents, chat } = kagenti.asUser(jane);
  const send = await total(() => chat.send({ ...weatherAgent, message: 'hi' }, options));
  const list = await total(() => agents.list({}, options));
  return { send: [headers[0], send], list: [headers[1], list] };
}

test.each<[string, TimeoutOptions | undefined, CallOptions, number[], number[]]>([
  ['without options', undefined, {}, [75_000, 90_000], [30_000, 60_000]],
  [
    'timeouts of the client',
    { headersMs: 40_000, totalMs: 50_000 },
    {},
    [40_000, 50_000],
    [40_000, 50_000],
  ],
  ['one timeout of the client', { totalMs: 80_000 }, {}, [75_000, 80_000], [30_000, 80_000]],
  [
    'timeoutMs of a call',
    undefined,
    { timeoutMs: 120_000 },
    [120_000, 120_000],
    [120_000, 120_000],
  ],
])(
  'A12: %s [kagenti-api/Slow operation has longer default timeouts]',
  async (_what, timeouts, options, send, list) => {
    expect(await timeoutsOnTheWire(timeouts, options)).toEqual({ send, list });
  },
);
