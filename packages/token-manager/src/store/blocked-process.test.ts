import { once } from 'node:events';
import { setImmediate } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';
import { expect, onTestFinished, test } from 'vitest';
import { encryptionKey } from '../../test/fixtures/replicas.fixture.ts';
import { ScriptedEndpoint } from '../../test/fixtures/scripted-endpoint.fixture.ts';
import { managerFor, observe } from '../../test/fixtures/test-manager.fixture.ts';
import { type Clock, systemClock } from '../clock.ts';

/** What answers each question after so many milliseconds, in a thread of its own. */
const server = `const { parentPort } = require('node:worker_threads');
parentPort.on('message', ms => setTimeout(() => parentPort.postMessage('answer'), ms));`;

/** A store behind another thread, which is asked in the next turn of the event loop, as a Redis client does. */
function distantStore(answersAfterMs: number, onGet: () => void) {
  const worker = new Worker(server, { eval: true });
  onTestFinished(async () => void (await worker.terminate()));
  const ask = async (ms = answersAfterMs) => {
    await setImmediate();
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread, not a window
    worker.postMessage(ms);
    await once(worker, 'message');
  };
  return {
    ask,
    get: async () => {
      onGet();
      await ask();
      return undefined;
    },
    set: () => ask(0),
  };
}

/** Nothing else happens in the process. */
const block = (ms: number) => {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ms);
};

/** A manager whose process is blocked, once, so long after it has begun to ask the store, just before a timer is over. */
async function startBlocked({ afterMs, forMs = 300, answersAfterMs = 0 }: Blocking) {
  const endpoint = await ScriptedEndpoint.start();
  onTestFinished(() => endpoint[Symbol.asyncDispose]());
  const observed = observe();
  let askedMs = Number.POSITIVE_INFINITY;
  const { ask, ...store } = distantStore(answersAfterMs, () => {
    askedMs = performance.now();
    if (afterMs === 0) process.nextTick(() => block(forMs));
  });
  const clock: Clock = {
    ...systemClock,
    startTimer: (callback, delayMs) =>
      systemClock.startTimer(() => {
        if (afterMs > 0 && performance.now() - askedMs > afterMs) {
          askedMs = Number.POSITIVE_INFINITY;
          block(forMs);
        }
        callback();
      }, delayMs),
  };
  // The thread is there before the store's time runs.
  await ask(0);
  const manager = managerFor(endpoint, { ...observed, store, encryptionKey, clock });
  onTestFinished(() => manager.close());
  return { manager, ...observed };
}

interface Blocking {
  readonly afterMs: number;
  readonly forMs?: number;
  readonly answersAfterMs?: number;
}

test.each<[string, Blocking]>([
  ['before the question is sent', { afterMs: 0, forMs: 600, answersAfterMs: 30 }],
  ['while the store answers', { afterMs: 20, forMs: 600, answersAfterMs: 100 }],
  ['at the end of its time', { afterMs: 245, answersAfterMs: 320 }],
])(
  'an answer to a process that is blocked %s is taken [shared-token-store/Blocked process is no slow store]',
  async (_when, blocking) => {
    const { manager, events } = await startBlocked(blocking);

    expect(await manager.getToken()).toBe('token-1');
    expect(events.map(({ type }) => type)).toEqual(['acquired']);
  },
);

test('a slow store costs 250 ms and what the process was blocked for [shared-token-store/Store is down]', async () => {
  const { manager, events } = await startBlocked({ afterMs: 0, answersAfterMs: 2000 });
  const startedMs = performance.now();

  expect(await manager.getToken()).toBe('token-1');
  expect(performance.now() - startedMs).toBeLessThan(1000);
  expect(events[0]).toEqual({ type: 'storeFailed', operation: 'get', reason: 'timeout' });
});
