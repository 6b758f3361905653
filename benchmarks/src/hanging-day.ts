import { mock } from 'node:test';
import { setImmediate } from 'node:timers/promises';
import { KeycloakTokenManager, TokenError } from '@rhdh-boost/token-manager';
import type { Counts } from './benchmark.ts';
import { DrivenEndpoint } from './driven-endpoint.ts';
import { DrivenTime } from './driven-time.ts';
import { account } from './peers/token-client.ts';

/** Calls at a steady rate through a simulated time in which the endpoint hangs again and again. */
export interface HangingDayOptions {
  readonly lifetimeSeconds: number;
  readonly hours: number;
  readonly callsPerSecond: number;
  /** The manager's jitter, from 0 to below 1; drawn where it is left out. */
  readonly jitter?: number;
}

const startMs = Date.parse('2026-01-01T00:00:00Z');
const stepMs = 100;
/** The default of the manager. */
const staleWaitMs = 1000;
/** With less left, a call waits as without a token. */
const lastingMs = 5000;
const hourMs = 3_600_000;
const hangMs = 600_000;
/** Within each hour. */
const hangFromMs = 1_800_000;

/** So often the event loop turns after an answer or a timer, so that a caller has the outcome before time goes on. */
const turnsAfterEvent = 20;

/** Has a manager asked for tokens through such a time, and counts what its callers are promised. */
export async function countHangingDay(options: HangingDayOptions): Promise<Counts> {
  const { lifetimeSeconds, hours, callsPerSecond, jitter } = options;
  const time = new DrivenTime(startMs);
  const hangs = (ms: number) => {
    const ofHourMs = (ms - startMs) % hourMs;
    return ofHourMs >= hangFromMs && ofHourMs < hangFromMs + hangMs;
  };
  const endpoint = new DrivenEndpoint({
    nowMs: startMs,
    latencyMs: stepMs,
    lifetimeSeconds,
    hangs,
  });
  const random = jitter === undefined ? undefined : mock.method(Math, 'random', () => jitter);
  const manager = new KeycloakTokenManager({
    ...account,
    tokenEndpoint: endpoint.source.tokenEndpoint,
    dispatcher: endpoint.source.dispatcherOf?.('@rhdh-boost/token-manager'),
    clock: time.clock,
  });
  random?.mock.restore();
  const counts = { calls: 0, stalled: 0, failedWithToken: 0, untyped: 0, failed: 0, failedLate: 0 };
  const failingSteps = new Map<number, { hanging: Set<number>; after: Set<number> }>();

  function fail(error: unknown, madeMs: number): void {
    counts.failed += 1;
    if (!TokenError.isInstance(error)) counts.untyped += 1;
    if (endpoint.validUntilMs > time.nowMs) counts.failedWithToken += 1;
    if (time.nowMs - madeMs > staleWaitMs) counts.failedLate += 1;
    const hour = Math.floor((madeMs - startMs) / hourMs);
    const steps = failingSteps.get(hour) ?? { hanging: new Set(), after: new Set() };
    failingSteps.set(hour, steps);
    (hangs(madeMs) ? steps.hanging : steps.after).add(madeMs);
  }

  function call(): void {
    const madeMs = time.nowMs;
    const wasLasting = endpoint.validUntilMs - madeMs > lastingMs;
    const came = () => {
      if (wasLasting && time.nowMs - madeMs > staleWaitMs) counts.stalled += 1;
    };
    manager.getToken().then(came, (error: unknown) => {
      came();
      fail(error, madeMs);
    });
  }

  const callsPerStep = Math.max(1, Math.round((callsPerSecond * stepMs) / 1000));
  try {
    while (time.nowMs < startMs + hours * hourMs) {
      const isEventful = time.pass(stepMs);
      if (endpoint.passUntil(time.nowMs) || isEventful) {
        for (let turn = 0; turn < turnsAfterEvent; turn += 1) await setImmediate();
      }
      for (let index = 0; index < callsPerStep; index += 1) call();
      counts.calls += callsPerStep;
      await setImmediate();
    }
  } finally {
    await manager.close();
    time.end();
  }
  const mostSeconds = (which: 'hanging' | 'after') =>
    Math.max(0, ...[...failingSteps.values()].map(steps => (steps[which].size * stepMs) / 1000));
  return {
    'callers that waited more than staleWaitMs with a lasting token': counts.stalled,
    'calls that failed while a token was valid': counts.failedWithToken,
    'failures without a type': counts.untyped,
    'seconds of a hang in which calls failed': mostSeconds('hanging'),
    'seconds after a hang in which calls failed': mostSeconds('after'),
    'failed calls': counts.failed,
    'failed calls that waited longer, a token request': counts.failedLate / endpoint.requests,
    'token requests': endpoint.requests,
    calls: counts.calls,
    hours,
  };
}
