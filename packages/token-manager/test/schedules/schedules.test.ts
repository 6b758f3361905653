import { propertyRuns, propertySeed } from '@rhdh-boost/test-support/property-runs';
import * as fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { anySchedule, runSchedule } from './schedule.fixture.ts';
import { ScheduleEndpoint } from './schedule-endpoint.fixture.ts';

const numRuns = propertyRuns(10_000);
const seed = propertySeed();

let endpoint: ScheduleEndpoint;
beforeAll(async () => {
  endpoint = await ScheduleEndpoint.start();
});
afterAll(() => endpoint[Symbol.asyncDispose]());

test(`any schedule gives no expired token, fails no call that could be saved, and sends no more than it may (seed ${seed})`, async () => {
  const total = { requests: 0, given: 0, failed: 0 };
  await fc.assert(
    fc.asyncProperty(anySchedule, async steps => {
      const outcome = await runSchedule(endpoint, steps);
      total.requests += outcome.requests;
      total.given += outcome.given;
      total.failed += outcome.failed;
    }),
    { numRuns, seed },
  );
  // Schedules that do nothing would prove nothing.
  expect(total.requests).toBeGreaterThan(numRuns);
  expect(total.given).toBeGreaterThan(numRuns);
  expect(total.failed).toBeGreaterThan(numRuns / 10);
}, 600_000);
