import { propertyRuns, propertySeed } from '@rhdh-boost/test-support/property-runs';
import * as fc from 'fast-check';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { brokenPromises, differences } from './broken-promises.fixture.ts';
import { RetryModel } from './retry-model.fixture.ts';
import { runSchedule } from './run-schedule.fixture.ts';
import { anySchedule } from './schedule.fixture.ts';

const numRuns = propertyRuns(10_000);
const seed = propertySeed();

beforeAll(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance', 'Date'] });
});
afterAll(() => {
  vi.useRealTimers();
});

test(`any schedule is what the rule says: no attempt too many, no second run, no wait too long, no listener left (seed ${seed})`, async () => {
  const outcomes = new Map<string, number>();
  let attempts = 0;
  await fc.assert(
    fc.asyncProperty(anySchedule, async schedule => {
      const { calls, timers } = await runSchedule(schedule);
      const model = new RetryModel(schedule);
      // Which of several calls at once gets the last retry of the budget is nobody's promise.
      const modelled = schedule.atOnce ? [] : calls;
      expect({
        broken: brokenPromises(schedule, calls),
        differences: modelled.flatMap(seen => differences(model.call(seen.call), seen)),
        timers,
      }).toEqual({ broken: [], differences: [], timers: 0 });
      for (const { outcome, met } of calls) {
        attempts += met.length;
        outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + 1);
      }
    }),
    { numRuns, seed },
  );
  // Schedules that do nothing would prove nothing.
  expect(attempts).toBeGreaterThan(numRuns);
  for (const outcome of [
    'the data',
    'the reply',
    'abort',
    'timeout total',
    'http 503',
    'http 404',
  ]) {
    expect(outcomes.get(outcome) ?? 0).toBeGreaterThanOrEqual(Math.floor(numRuns / 200));
  }
}, 600_000);
