import { setImmediate } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { TokenError } from '../../src/token-error.ts';
import { hang } from '../fixtures/scripted-endpoint.fixture.ts';
import { outcomeSoFar, renewalEnds } from '../fixtures/settled.fixture.ts';
import { FaultSetting } from './fault-setting.fixture.ts';
import { type WaitingCase, waitingCases } from './waiting-cases.fixture.ts';

/** How much time a call needs to pass, in milliseconds; for an answer that comes, none. */
function waitMsOf({ wait, answer }: WaitingCase): number {
  if (wait === 'a second') return 1000;
  return wait === 'the whole renewal' && answer === hang ? 15_000 : 0;
}

/** The outcome, and what has become of the call a millisecond before it is due. */
async function outlast(work: Promise<unknown>, setting: FaultSetting, waiting: WaitingCase) {
  if (waiting.wait === 'nothing') return { given: await outcomeSoFar(work), before: 'waiting' };
  const waitMs = waitMsOf(waiting);
  if (waitMs === 0) return { given: await work, before: 'waiting' };
  const { requests, clock } = setting;
  while (setting.requests === requests) await setImmediate();
  clock.pass({ ms: waitMs - 1 });
  const before = await outcomeSoFar(work);
  clock.pass({ ms: 1 });
  return { given: await work, before };
}

test.each(waitingCases)(
  '$situation, and the endpoint: $endpoint: a call gets $outcome after $wait [service-account-tokens/Every fault has its outcome]',
  async waiting => {
    await using setting = await FaultSetting.start();
    const inHand = await waiting.prepare(setting);
    const { manager, clock, requests } = setting;
    setting.answer = waiting.answer ?? setting.answer;

    const work = manager.getAccessToken(waiting.options).catch((error: unknown) => error);
    const { given, before } = await outlast(work, setting, waiting);
    expect(before).toBe('waiting');

    const isError = TokenError.isInstance(given);
    const token = given === inHand ? 'the token in hand' : 'a new token';
    expect(isError ? given.code : token).toBe(waiting.outcome);
    if (waiting.answer !== hang) await clock.settle(renewalEnds(manager));
    expect(setting.requests - requests).toBe(waiting.requests);
  },
);
