import { getEventListeners } from 'node:events';
import { expect, test } from 'vitest';
import { DrivenClock } from '../../test/fixtures/driven-clock.fixture.ts';
import { Deadline } from './deadline.ts';

function start(timeoutMs = 1000) {
  const clock = new DrivenClock();
  const closing = new AbortController();
  return { clock, closing, deadline: new Deadline(clock, timeoutMs, closing.signal) };
}

const listeners = (signal: AbortSignal) => getEventListeners(signal, 'abort').length;
const never = new Promise<never>(() => {});

test('it aborts when its time has passed, and not before [service-account-tokens/Deadline over the whole renewal]', () => {
  const { clock, deadline } = start();
  clock.pass({ ms: 999 });
  expect(deadline.signal.aborted).toBe(false);
  clock.pass({ ms: 1 });
  expect(deadline.signal.aborted).toBe(true);
});

test('a wait that would end with it is not allowed [service-account-tokens/Retry-After obeyed]', () => {
  const { clock, deadline } = start();
  expect([deadline.allows(999), deadline.allows(1000)]).toEqual([true, false]);
  clock.pass({ ms: 500 });
  expect([deadline.allows(499), deadline.allows(500)]).toEqual([true, false]);
});

test('it aborts when the manager closes [service-account-tokens/Close ends waiting calls]', () => {
  const { closing, deadline } = start();
  closing.abort();
  expect(deadline.signal.aborted).toBe(true);
});

test('what it raced leaves no listener behind, however it ends', async () => {
  const { deadline } = start();
  expect(await deadline.race(Promise.resolve('done'))).toBe('done');
  await expect(deadline.race(Promise.reject(new Error('failed')))).rejects.toThrow('failed');
  await Promise.resolve();
  expect(listeners(deadline.signal)).toBe(0);
});

test('a race rejects when it aborts, and at once when it has [service-account-tokens/Deadline over the whole renewal]', async () => {
  const { clock, deadline } = start();
  const raced = deadline.race(never);
  expect(listeners(deadline.signal)).toBe(1);
  clock.pass({ ms: 1000 });
  await expect(raced).rejects.toBe(deadline.signal.reason);
  expect(listeners(deadline.signal)).toBe(0);
  await expect(deadline.race(never)).rejects.toBe(deadline.signal.reason);
});

test('a wait that is cut short leaves no timer behind [service-account-tokens/Close ends waiting calls]', async () => {
  const { clock, closing, deadline } = start();
  const waited = deadline.wait(100);
  clock.pass({ ms: 100 });
  await waited;
  expect(clock.timers).toBe(1);
  const cut = deadline.wait(100);
  expect(clock.timers).toBe(2);
  closing.abort();
  await expect(cut).rejects.toBe(deadline.signal.reason);
  expect(clock.timers).toBe(1);
});

test('its end lets go of timer and closing signal [service-account-tokens/Process ends by itself]', () => {
  const { clock, closing, deadline } = start();
  expect(listeners(closing.signal)).toBe(1);
  deadline.end();
  expect(clock.timers).toBe(0);
  expect(listeners(closing.signal)).toBe(0);
});
