import { getEventListeners } from 'node:events';
import { expect, test } from 'vitest';
import { SingleFlight } from './single-flight.ts';

/** The timers that keep this process from ending. */
const keepers = () => process.getActiveResourcesInfo().filter(kind => kind === 'Timeout').length;

/** Work that the test ends. */
function pending() {
  const ends: ((value: string) => void)[] = [];
  const work = new Promise<string>(resolve => void ends.push(resolve));
  return { work: () => work, end: (value: string) => ends[0]?.(value) };
}

test('the process is kept while anybody waits, by one timer, and no longer [service-account-tokens/Process ends by itself]', async () => {
  const flight = new SingleFlight<string>();
  const { work, end } = pending();
  const before = keepers();
  const calls = [flight.join(work), flight.join(work)];
  expect(keepers()).toBe(before + 1);
  end('done');
  expect(await Promise.all(calls)).toEqual(['done', 'done']);
  expect(keepers()).toBe(before);
});

test('it is kept until the last of several has gone [service-account-tokens/Process ends by itself]', async () => {
  const flight = new SingleFlight<string>();
  const { work, end } = pending();
  const before = keepers();
  const { signal, ...leaving } = pairOf(new AbortController());
  const left = flight.join(work, signal);
  const stays = flight.join(work);
  leaving.abort();
  await expect(left).rejects.toBe(signal.reason);
  expect(keepers()).toBe(before + 1);
  end('done');
  await stays;
  expect(keepers()).toBe(before);
});

test('work that nobody waits for does not keep it [service-account-tokens/Process ends by itself]', async () => {
  const flight = new SingleFlight<string>();
  const { work, end } = pending();
  const before = keepers();
  const started = flight.start(work);
  expect(keepers()).toBe(before);
  end('done');
  await started;
});

test('a signal that outlives its call holds no listener of it [service-account-tokens/Aborted caller leaves alone]', async () => {
  const flight = new SingleFlight<string>();
  const { signal, abort } = pairOf(new AbortController());
  await flight.join(async () => 'done', signal);
  await Promise.resolve();
  expect(getEventListeners(signal, 'abort')).toHaveLength(0);
  const call = flight.join(() => new Promise(() => {}), signal);
  abort();
  await expect(call).rejects.toBe(signal.reason);
  expect(getEventListeners(signal, 'abort')).toHaveLength(0);
});

function pairOf(controller: AbortController) {
  return { signal: controller.signal, abort: () => controller.abort() };
}
