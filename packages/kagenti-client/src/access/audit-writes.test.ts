import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, expect, test, vi } from 'vitest';
import { json, ScriptedServer } from '../../test/fixtures/scripted-server.fixture.ts';
import {
  jane,
  rejection,
  testClient,
  weatherAgent,
} from '../../test/fixtures/test-client.fixture.ts';

afterEach(() => {
  vi.useRealTimers();
});

test('the end of a change is written before the client is closed', async () => {
  const written: string[] = [];
  await using server = await ScriptedServer.start(response => {
    json(response, { success: true, message: '' });
  });
  const kagenti = testClient(server.origin, {
    audit: async ({ outcome }) => {
      await sleep(200);
      written.push(outcome);
    },
  });

  await kagenti.asUser(jane).agents.delete(weatherAgent);
  expect(written).toEqual(['started']);
  await kagenti.close();

  expect(written).toEqual(['started', 'succeeded']);
});

test.each([
  ['of its own', false],
  ['that was given', true],
])('calls that the closing ends are written too, with a dispatcher %s', async (_what, given) => {
  const written: string[] = [];
  await using server = await ScriptedServer.start(() => undefined);
  const { Agent } = await import('undici');
  const dispatcher = new Agent();
  const kagenti = testClient(server.origin, {
    ...(given && { dispatcher }),
    audit: async ({ operation, outcome }) => {
      if (outcome !== 'started') await sleep(50);
      written.push(`${operation} ${outcome}`);
    },
  });
  const api = kagenti.asUser(jane);

  const ends = [
    rejection(api.agents.list()),
    rejection(api.agents.delete(weatherAgent)),
    rejection(api.chat.stream({ ...weatherAgent, message: 'hi' }).text()),
  ];
  await expect.poll(() => server.requests).toHaveLength(3);
  await Promise.all([kagenti.close(), kagenti.close()]);

  expect(written.toSorted()).toEqual([
    'agents.delete failed',
    'agents.delete started',
    'agents.list failed',
    'chat.stream failed',
    'chat.stream started',
  ]);
  await Promise.all(ends);
  await dispatcher.destroy();
});

test('a sink that hangs holds the closing for 5 s', async () => {
  const kagenti = testClient('http://127.0.0.1:1', {
    authorize: () => false,
    audit: () => new Promise(() => undefined),
  });
  await rejection(kagenti.asUser(jane).agents.list());
  vi.useFakeTimers();
  let isClosed = false;

  const closed = kagenti.close().finally(() => {
    isClosed = true;
  });
  await vi.advanceTimersByTimeAsync(4_999);
  expect(isClosed).toBe(false);
  await vi.advanceTimersByTimeAsync(1);
  await closed;

  expect(isClosed).toBe(true);
});
