import * as fc from 'fast-check';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { mayHaveRun, RetryModel } from './retry-model.fixture.ts';
import { runSchedule, type ScheduleEnd } from './run-schedule.fixture.ts';
import { anySchedule, type Schedule, type ScheduledName } from './schedule.fixture.ts';

const numRuns = Number(process.env['PROPERTY_RUNS'] ?? 10_000);
const seed = Number(process.env['PROPERTY_SEED'] ?? Math.floor(Math.random() * 2 ** 31));

const unsafe: readonly ScheduledName[] = ['agents.create', 'chat.send', 'chat.stream'];

beforeAll(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance', 'Date'] });
});
afterAll(() => {
  vi.useRealTimers();
});

/** What holds whatever the order in which calls meet their budget. */
function checkBounds(schedule: Schedule, { calls, met, timers }: ScheduleEnd): void {
  let retries = 0;
  let successes = 0;
  for (const [index, call] of schedule.calls.entries()) {
    const steps = met[index] ?? [];
    const refusals = steps.filter(step => step.kind === 'answer' && step.status === 401).length;
    const resent = Math.min(1, refusals);
    const limit = call.maxRetries ?? schedule.maxRetries;
    expect(steps.length).toBeLessThanOrEqual(1 + limit + resent);
    if (unsafe.includes(call.name)) {
      // What may have run is the last that was sent.
      expect(steps.slice(0, -1).filter(mayHaveRun)).toEqual([]);
    }
    for (const delayMs of calls[index]?.delaysMs ?? []) {
      expect(delayMs).toBeLessThanOrEqual(30_000);
    }
    expect(calls[index]?.listeners).toBe(0);
    retries += Math.max(0, steps.length - 1 - resent);
    if (['the data', 'the reply'].includes(calls[index]?.outcome ?? '')) successes += 1;
  }
  expect(retries).toBeLessThanOrEqual(schedule.budget + successes / 10);
  expect(timers).toBe(0);
}

test(`any schedule is what the rule says: no attempt too many, no second run, no wait too long, no listener left (seed ${seed}) [kagenti-api/Any schedule of faults keeps the retry rule]`, async () => {
  const total = { attempts: 0, well: 0, aborted: 0, late: 0 };
  await fc.assert(
    fc.asyncProperty(anySchedule, async schedule => {
      const end = await runSchedule(schedule);
      checkBounds(schedule, end);
      if (!schedule.atOnce) {
        const model = new RetryModel(schedule);
        const wanted = schedule.calls.map(call => model.call(call));
        expect(end.met.map(steps => steps.length)).toEqual(
          wanted.map(({ delaysMs }) => delaysMs.length),
        );
        expect(end.calls.map(({ outcome }) => outcome)).toEqual(
          wanted.map(({ outcome }) => outcome),
        );
        for (const [index, { outcome, delaysMs }] of wanted.entries()) {
          if (outcome !== 'the reply') expect(end.calls[index]?.delaysMs).toEqual(delaysMs);
        }
      }
      for (const { outcome, delaysMs } of end.calls) {
        total.attempts += delaysMs.length;
        if (outcome === 'the data' || outcome === 'the reply') total.well += 1;
        if (outcome === 'abort') total.aborted += 1;
        if (outcome === 'timeout total') total.late += 1;
      }
    }),
    { numRuns, seed },
  );
  // Schedules that do nothing would prove nothing.
  expect(total.attempts).toBeGreaterThan(numRuns);
  expect(total.well).toBeGreaterThan(numRuns / 2);
  expect(total.aborted).toBeGreaterThan(numRuns / 20);
  expect(total.late).toBeGreaterThan(0);
}, 600_000);
