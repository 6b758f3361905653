import { mock } from 'node:test';
import { setImmediate } from 'node:timers/promises';
import type { Clock } from '@rhdh-boost/token-manager';
import type { Counts } from './benchmark.ts';
import { DrivenEndpoint } from './driven-endpoint.ts';
import type { TokenPeer } from './peers/token-client.ts';

/** Calls at a steady rate through a simulated time. */
export interface DrivenCallsOptions {
  readonly lifetimeSeconds: number;
  readonly hours: number;
  readonly callsPerSecond: number;
}

const startMs = Date.parse('2026-01-01T00:00:00Z');
/** Calls are made ten times in a simulated second, and a token request takes as long as one such step. */
const stepMs = 100;
/** So often the event loop turns after an answer, so that a client has the token before time goes on. */
const turnsAfterAnswer = 20;

/**
 * Has a client asked for tokens through a simulated time, and counts its token requests and the callers who waited: whose
 * token had not come when the event loop had turned, and the clock went on. The first call is alone until it has its token.
 * `Date` stands at the simulated time as well.
 */
export async function countDrivenCalls(
  peer: TokenPeer,
  { lifetimeSeconds, hours, callsPerSecond }: DrivenCallsOptions,
): Promise<Counts> {
  const endpoint = new DrivenEndpoint({ nowMs: startMs, latencyMs: stepMs, lifetimeSeconds });
  let nowMs = startMs;
  const clock: Clock = {
    wallMs: () => nowMs,
    monotonicMs: () => nowMs - startMs,
    // Nothing here takes as long as a renewal's deadline.
    startTimer: () => () => {},
  };
  mock.timers.enable({ apis: ['Date'], now: nowMs });
  const client = await peer.create({ ...endpoint.source, clock });
  const untilMs = startMs + hours * 3_600_000;
  const callsPerStep = Math.max(1, Math.round((callsPerSecond * stepMs) / 1000));
  let calls = 0;
  let waited = 0;
  let failed = 0;
  try {
    for (; nowMs < untilMs; nowMs += stepMs) {
      mock.timers.setTime(nowMs);
      if (endpoint.passUntil(nowMs)) await turn(turnsAfterAnswer);
      const callsNow = nowMs === startMs ? 1 : callsPerStep;
      const step = { open: callsNow };
      const came = () => {
        step.open -= 1;
      };
      const didNotCome = () => {
        step.open -= 1;
        failed += 1;
      };
      for (let call = 0; call < callsNow; call += 1) {
        client.getToken().then(came, didNotCome);
      }
      await setImmediate();
      calls += callsNow;
      waited += step.open;
    }
  } finally {
    await client.close?.();
    mock.timers.reset();
  }
  return {
    'token requests': endpoint.requests,
    'callers that waited': waited,
    'failed calls': failed,
    calls: calls,
    hours: hours,
  };
}

async function turn(times: number): Promise<void> {
  for (let time = 0; time < times; time += 1) await setImmediate();
}
