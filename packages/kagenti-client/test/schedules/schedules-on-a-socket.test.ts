import { propertyRuns, propertySeed } from '@rhdh-boost/test-support/property-runs';
import * as fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { testClient } from '../fixtures/test-client.fixture.ts';
import { brokenPromises } from './broken-promises.fixture.ts';
import { performCall, ScheduledTokens } from './perform-call.fixture.ts';
import { RetryModel } from './retry-model.fixture.ts';
import { anySchedule, type Schedule, type Step } from './schedule.fixture.ts';
import { ScheduleServer } from './schedule-server.fixture.ts';

const numRuns = propertyRuns(300);
const seed = propertySeed();

let server: ScheduleServer;
beforeAll(async () => {
  server = await ScheduleServer.start();
});
afterAll(() => server[Symbol.asyncDispose]());

/** The same in what a socket can do in no time: nothing hangs, and no wait is longer than a moment. */
function quick(schedule: Schedule): Schedule {
  return {
    ...schedule,
    totalMs: 60_001,
    tokenMs: 0,
    baseDelayMs: 1,
    maxDelayMs: 2,
    calls: schedule.calls.map(({ name, maxRetries, abortAtMs, steps }) => ({
      name,
      maxRetries,
      abortAtMs: abortAtMs === undefined ? undefined : abortAtMs % 16,
      steps: steps
        .filter(({ kind }) => kind !== 'headersTimeout' && kind !== 'idleTimeout')
        .map(quickStep),
    })),
  };
}

function quickStep({ kind, status, retryAfterSeconds, ofAgent }: Step): Step {
  const quickSeconds = retryAfterSeconds > 0 ? 600 : retryAfterSeconds;
  return { kind, status, retryAfterSeconds: quickSeconds, ofAgent, latencyMs: 0 };
}

test(`schedules on a real socket come to what they come to in memory (seed ${seed})`, async () => {
  const total = { attempts: 0, withAbort: 0 };
  let calls = 0;
  await fc.assert(
    fc.asyncProperty(anySchedule.map(quick), async schedule => {
      const { maxRetries, budget, baseDelayMs, maxDelayMs } = schedule;
      const dispatcher = server.agent();
      await using kagenti = testClient(server.origin, {
        tokens: new ScheduledTokens(0, schedule.hasOtherTokens),
        dispatcher,
        retry: { maxRetries, budget, baseDelayMs, maxDelayMs },
      });
      const model = new RetryModel(schedule);
      for (const call of schedule.calls) {
        calls += 1;
        const user = `user:default/call-${calls}`;
        server.script(call.steps, user);
        const performed = await performCall(kagenti.asUser(user), call);
        const { met } = server;
        const { outcome } = performed;
        expect(brokenPromises(schedule, [{ ...performed, call, met }])).toEqual([]);
        total.attempts += met.length;
        if (call.abortAtMs !== undefined) total.withAbort += 1;
        // Whether an abort is in time depends on the machine, and so does what is left of the budget after it.
        if (outcome === 'abort') break;
        const wanted = model.call({ ...call, abortAtMs: undefined });
        // undici ends the parser where an answer was to end its connection, and tells what that says.
        const told = outcome.replace('HTTPParserError', 'ECONNRESET');
        expect({ outcome: told, attempts: met.length }).toEqual({
          outcome: wanted.outcome,
          attempts: wanted.delaysMs.length,
        });
      }
      await dispatcher.destroy();
    }),
    { numRuns, seed },
  );
  expect(total.attempts).toBeGreaterThan(numRuns);
  expect(total.withAbort).toBeGreaterThanOrEqual(Math.floor(numRuns / 100));
}, 120_000);
