import { propertyRuns } from '@rhdh-boost/test-support/property-runs';
import * as fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { buildInfo, poet } from '../../test/fixtures/build-info.fixture.ts';
import { DrivenClock } from '../../test/fixtures/driven-clock.fixture.ts';
import { json, reset, ScriptedServer } from '../../test/fixtures/scripted-server.fixture.ts';
import { waitingClient } from '../../test/fixtures/waiting-client.fixture.ts';
import { KagentiError } from '../errors/kagenti-error.ts';
import type { BuildPhase, BuildProgress } from './wait-progress.ts';

/** What a look, or a request to finalize, may meet. */
type Step =
  | { readonly kind: 'info'; readonly run: number; readonly phase: string | null }
  | { readonly kind: 'refused' }
  | { readonly kind: 'noRun' }
  | { readonly kind: 'status'; readonly status: number; readonly retryAfter: number | undefined }
  | { readonly kind: 'reset' };

/** How long each takes, in milliseconds: a look, and a hook that is told something. */
const span: fc.Arbitrary<number> = fc.oneof(
  { weight: 6, arbitrary: fc.constant(0) },
  { weight: 3, arbitrary: fc.integer({ min: 1, max: 20_000 }) },
  // Longer than the wait itself.
  { weight: 1, arbitrary: fc.constant(700_000) },
);

const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      kind: fc.constant('info' as const),
      run: fc.integer({ min: 1, max: 3 }),
      phase: fc.constantFrom('Pending', 'Running', 'Succeeded', 'Failed', 'Paused', null),
    }),
  },
  { weight: 1, arbitrary: fc.constant({ kind: 'refused' as const }) },
  { weight: 1, arbitrary: fc.constant({ kind: 'noRun' as const }) },
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constant('status' as const),
      status: fc.constantFrom(400, 404, 409, 429, 500, 503),
      retryAfter: fc.option(fc.integer({ min: 0, max: 100 }), { nil: undefined }),
    }),
  },
  { weight: 1, arbitrary: fc.constant({ kind: 'reset' as const }) },
);

let server: ScriptedServer;
let course: readonly Step[] = [];
let place = 0;
let takeTime: () => Promise<void> = () => Promise.resolve();

beforeAll(async () => {
  server = await ScriptedServer.start(async (response, { method }) => {
    // When the course is over, all stays as it is.
    const now = course[Math.min(place, course.length - 1)] ?? { kind: 'noRun' };
    place += 1;
    await takeTime();
    if (now.kind === 'reset') reset(response);
    else if (now.kind === 'status') {
      const headers = now.retryAfter === undefined ? {} : { 'retry-after': `${now.retryAfter}` };
      json(response, { detail: 'Reason:\nhunter2' }, now.status, headers);
    } else if (method === 'POST') {
      json(response, { success: true, ...poet, message: 'done' });
    } else if (now.kind === 'info') json(response, buildInfo(now.run, now.phase));
    else if (now.kind === 'refused') json(response, buildInfo(1, 'Pending', false));
    else json(response, { ...buildInfo(1, null), hasBuildRun: false, buildRunName: null });
  });
});
afterAll(async () => server.stop());

const ranks: Readonly<Record<BuildPhase, number>> = {
  Pending: 0,
  Running: 1,
  Succeeded: 2,
  Failed: 2,
};

/** True when each event tells something new, and no run goes back. */
function goesForward(told: readonly BuildProgress[]): boolean {
  const reached = new Map<string, BuildPhase>();
  let lastRun: string | undefined;
  for (const progress of told) {
    if (progress.type !== 'phase') continue;
    const { runName, phase } = progress;
    const before = reached.get(runName);
    if (before !== undefined && ranks[phase] < ranks[before]) return false;
    if (before === phase && lastRun === runName) return false;
    reached.set(runName, phase);
    lastRun = runName;
  }
  return true;
}

/** True for an error of ours that prints no content, and for a success that was told. */
function isTrueEnd(outcome: unknown, told: readonly BuildProgress[], finalize: boolean): boolean {
  if (outcome instanceof Error) {
    return KagentiError.isInstance(outcome) && !JSON.stringify(outcome).includes('hunter2');
  }
  const last = told.findLast(({ type }) => type !== 'pollFailed');
  return finalize
    ? last?.type === 'finalized'
    : last?.type === 'phase' && last.phase === 'Succeeded';
}

test('the wait settles, looks seldom enough, and goes forward', async () => {
  const cases = fc.record({
    steps: fc.array(step, { minLength: 1, maxLength: 25 }),
    finalize: fc.boolean(),
    kind: fc.constantFrom('agents' as const, 'tools' as const),
    draws: fc.array(fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }), {
      minLength: 1,
    }),
    spans: fc.array(span, { minLength: 1, maxLength: 25 }),
  });
  await fc.assert(
    fc.asyncProperty(cases, async ({ steps, finalize, kind, draws, spans }) => {
      course = steps;
      place = 0;
      const clock = new DrivenClock();
      let drawn = 0;
      clock.random = () => {
        drawn += 1;
        return draws[drawn % draws.length] ?? 0;
      };
      let taken = 0;
      takeTime = () => {
        taken += 1;
        return clock.pass(spans[taken % spans.length] ?? 0);
      };
      const told: BuildProgress[] = [];
      await using kagenti = waitingClient(server.origin, clock);
      const outcome: unknown = await kagenti[kind].builds
        .waitFor(poet, {
          finalize,
          timeoutMs: 600_000,
          minPollMs: 2_000,
          onProgress: async progress => {
            told.push(progress);
            await takeTime();
          },
        })
        .catch((error: unknown) => error);

      // At once: what goes on at the server lets more of it pass.
      expect(clock.now()).toBeLessThanOrEqual(600_000);
      for (const pause of clock.pauses) expect(pause).toBeGreaterThanOrEqual(2_000);
      expect(goesForward(told)).toBe(true);
      expect(isTrueEnd(outcome, told, finalize)).toBe(true);
    }),
    { numRuns: propertyRuns(100) },
  );
}, 60_000);
