import { getEventListeners } from 'node:events';
import { expect, test } from 'vitest';
import { joined, WaitingCallers } from './waiting-callers.ts';

/** The timers that keep this process from ending. */
const keepers = () => process.getActiveResourcesInfo().filter(kind => kind === 'Timeout').length;

test('the process is kept while anybody waits, by one timer, and no longer [service-account-tokens/Process ends by itself]', () => {
  const callers = new WaitingCallers();
  const before = keepers();
  callers.came();
  callers.came();
  expect(keepers()).toBe(before + 1);
  callers.went();
  expect(keepers()).toBe(before + 1);
  callers.went();
  expect(keepers()).toBe(before);
});

test('a signal that outlives its call holds no listener of it [service-account-tokens/Aborted caller leaves alone]', async () => {
  const { signal, abort } = pairOf(new AbortController());
  expect(await joined(Promise.resolve('done'), signal)).toBe('done');
  await Promise.resolve();
  expect(getEventListeners(signal, 'abort')).toHaveLength(0);
  const call = joined(new Promise(() => {}), signal);
  abort();
  await expect(call).rejects.toBe(signal.reason);
  expect(getEventListeners(signal, 'abort')).toHaveLength(0);
  await expect(joined(new Promise(() => {}), signal)).rejects.toBe(signal.reason);
});

function pairOf(controller: AbortController) {
  return { signal: controller.signal, abort: () => controller.abort() };
}
