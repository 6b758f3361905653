import * as fc from 'fast-check';
import { expect } from 'vitest';
import type { GetTokenOptions } from '../../src/get-token-options.ts';
import { KeycloakTokenManager } from '../../src/keycloak-token-manager.ts';
import { TokenError } from '../../src/token-error.ts';
import { DrivenClock } from '../fixtures/driven-clock.fixture.ts';
import type { EndpointMode, ScheduleEndpoint } from './schedule-endpoint.fixture.ts';
import { TokenModel } from './token-model.fixture.ts';

/** One thing that happens. */
export type Step =
  | { readonly do: 'call'; readonly times: number; readonly minValidSeconds: number }
  | { readonly do: 'force'; readonly times: number }
  | { readonly do: 'abort'; readonly which: number }
  | { readonly do: 'pass' | 'setBack' | 'sleep'; readonly seconds: number }
  | { readonly do: 'refuse'; readonly which: 'current' | 'older' }
  | { readonly do: 'refuseEach'; readonly times: number }
  | {
      readonly do: 'mode';
      readonly mode: EndpointMode;
      readonly lifetimeSeconds: number;
      readonly retryAfterSeconds: number;
    }
  | { readonly do: 'passEach'; readonly times: number }
  | { readonly do: 'release' }
  | { readonly do: 'clear' }
  | { readonly do: 'close' };

const seconds = fc.oneof(
  fc.constantFrom(1, 5, 16, 29, 31, 59, 61, 217, 239, 241, 299, 301),
  fc.integer({ min: 1, max: 4000 }),
);

/** Calls and passing time are the most frequent. */
const anyStep: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({
      do: fc.constant('call'),
      times: fc.integer({ min: 1, max: 4 }),
      minValidSeconds: fc.constantFrom(0, 0, 0, 100, 290, 10_000),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ do: fc.constant('force'), times: fc.integer({ min: 1, max: 3 }) }),
  },
  { weight: 4, arbitrary: fc.record({ do: fc.constant('pass'), seconds }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constantFrom('setBack', 'sleep'), seconds }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('abort'), which: fc.nat(9) }) },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant('refuse'),
      which: fc.constantFrom('current', 'current', 'older'),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constant('refuseEach'),
      times: fc.integer({ min: 2, max: 6 }),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constant('mode'),
      mode: fc.constantFrom('issue', 'issue', 'issue', 'fail', 'limit', 'refuse', 'hang'),
      lifetimeSeconds: fc.constantFrom(300, 300, 60, 30, 7),
      // Within the renewal's deadline, beyond it, and beyond what is obeyed.
      retryAfterSeconds: fc.constantFrom(2, 5, 20, 45),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant('passEach'),
      times: fc.integer({ min: 2, max: 8 }),
    }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('release') }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('clear') }) },
);

/** Any schedule. The manager is closed at its end, and what comes after that finds it closed. */
export const anySchedule: fc.Arbitrary<Step[]> = fc
  .tuple(
    fc.array(anyStep, { minLength: 1, maxLength: 24 }),
    fc.constant<Step[]>([{ do: 'close' }]),
    fc.array(anyStep, { maxLength: 3 }),
  )
  .map(parts => parts.flat());

/** The manager's default. */
const staleWaitMs = 1000;

interface Call {
  readonly controller: AbortController;
  readonly options: GetTokenOptions;
  readonly startedMs: number;
  /** Whether it had a token that it gets while a renewal is slow. */
  readonly hadLasting: boolean;
  isSettled: boolean;
}

/** What a schedule came to: enough to see that schedules do something. */
export interface ScheduleOutcome {
  readonly requests: number;
  readonly given: number;
  readonly failed: number;
}

/** Runs a schedule against a manager and the model, and compares them after each step. */
export async function runSchedule(
  endpoint: ScheduleEndpoint,
  steps: readonly Step[],
): Promise<ScheduleOutcome> {
  const clock = new DrivenClock();
  const model = new TokenModel(clock);
  const client = endpoint.open();
  const calls: Call[] = [];
  const values: string[] = [];
  const problems: string[] = [];
  let [given, failed] = [0, 0];
  client.onIssue = (value, lifetimeSeconds) => {
    values.push(value);
    model.issued(value, lifetimeSeconds);
  };
  client.onLimit = retryAfterSeconds => model.limited(retryAfterSeconds);
  client.onRequest = () => {
    if (!model.mayRequest) problems.push('asked sooner than the endpoint wanted');
  };
  const manager = new KeycloakTokenManager({
    tokenEndpoint: endpoint.tokenEndpoint,
    clientId: client.clientId,
    clientSecret: 'only-for-schedules',
    dispatcher: endpoint.dispatcherFor(client),
    clock,
    onEvent: event => model.heard(event, values.at(-1), client.requests),
  });

  function call(options: GetTokenOptions): void {
    const own: Call = {
      controller: new AbortController(),
      options,
      startedMs: clock.monotonicMs(),
      hadLasting: model.lasts,
      isSettled: false,
    };
    calls.push(own);
    if (options.forceRefresh === true) model.forced();
    else model.called(options.minValidSeconds ?? 0);
    void settle(own);
  }

  /** Whether it waits for a renewal although it should have got the token in hand. */
  function stalls({ options, startedMs, hadLasting, isSettled }: Call): boolean {
    const wantsMore = options.forceRefresh === true || (options.minValidSeconds ?? 0) > 0;
    if (isSettled || wantsMore || !hadLasting || !model.lasts) return false;
    return clock.monotonicMs() - startedMs >= staleWaitMs;
  }

  async function settle(own: Call): Promise<void> {
    const { signal } = own.controller;
    try {
      const value = await manager.getToken({ ...own.options, signal });
      given += 1;
      if (!model.mayBeGiven(value)) problems.push(`gave ${value}, which has expired`);
      if (model.isClosed) problems.push('gave a token after the end');
    } catch (error) {
      failed += 1;
      const isAbort = signal.aborted && error === signal.reason;
      const code = TokenError.isInstance(error) ? error.code : undefined;
      if (!isAbort && code === undefined) problems.push('rejected with something else');
      if (!isAbort && model.hasValidToken) problems.push('failed with a valid token');
      if (!isAbort && model.isClosed !== (code === 'closed')) problems.push(`${code} at the end`);
    }
    own.isSettled = true;
  }

  function refuse(value = 'unknown'): void {
    const dropped = model.refused(value);
    if (manager.invalidate(value) !== dropped) problems.push(`invalidate gave ${!dropped}`);
  }

  async function take(step: Step): Promise<void> {
    if (step.do === 'call') {
      const { times, minValidSeconds } = step;
      for (let time = 0; time < times; time += 1) call({ minValidSeconds });
    } else if (step.do === 'force') {
      for (let time = 0; time < step.times; time += 1) call({ forceRefresh: true });
    } else if (step.do === 'abort') {
      calls[step.which % Math.max(1, calls.length)]?.controller.abort(new Error('left'));
    } else if (step.do === 'refuseEach') {
      for (let time = 0; time < step.times; time += 1) {
        call({});
        await endpoint.settle(client);
        refuse(model.currentValue);
      }
    } else if (step.do === 'passEach') {
      // Long enough for each wait between attempts.
      for (let time = 0; time < step.times; time += 1) {
        clock.pass({ seconds: 4 });
        await endpoint.settle(client);
      }
    } else if (step.do === 'mode') {
      client.mode = step.mode;
      client.lifetimeSeconds = step.lifetimeSeconds;
      client.retryAfterSeconds = step.retryAfterSeconds;
    } else if (step.do === 'clear') {
      manager.clearCache();
      model.cleared(calls.some(({ isSettled }) => !isSettled));
    } else if (step.do === 'close') {
      model.closed(client.requests);
      await manager.close();
    } else if (step.do === 'refuse') {
      refuse(step.which === 'current' ? model.currentValue : values.at(-2));
    } else if (step.do === 'release') client.release();
    else clock[step.do](step);
  }

  for (const step of steps) {
    await take(step);
    await endpoint.settle(client);
    if (calls.some(stalls)) problems.push('stalls with a token that lasts');
    expect(problems).toEqual([]);
    expect(client.requests).toBeLessThanOrEqual(model.mostRequests);
    expect(client.mostInFlight).toBeLessThanOrEqual(1);
  }
  // A second time does nothing more.
  await manager.close();
  expect(manager.health()).toMatchObject({ state: 'closed', renewing: false });
  endpoint.shut(client);
  expect(calls.filter(({ isSettled }) => !isSettled)).toHaveLength(0);
  expect(clock.timers).toBe(0);
  expect(problems).toEqual([]);
  return { requests: client.requests, given, failed };
}
