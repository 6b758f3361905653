import { expect, test, vi } from 'vitest';
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

/** The outcome, when no more and no less time has passed than the case says. */
async function outlast(work: Promise<unknown>, setting: FaultSetting, waiting: WaitingCase) {
  if (waiting.wait === 'nothing') return outcomeSoFar(work);
  const waitMs = waitMsOf(waiting);
  if (waitMs > 0) {
    const { requests, clock } = setting;
    await vi.waitFor(() => expect(setting.requests).toBe(requests + 1));
    clock.pass({ ms: waitMs - 1 });
    expect(await outcomeSoFar(work)).toBe('waiting');
    clock.pass({ ms: 1 });
  }
  return work;
}

test.each(waitingCases)(
  '$situation, and the endpoint: $endpoint: a call gets $outcome after $wait [service-account-tokens/Every fault has its outcome]',
  async waiting => {
    await using setting = await FaultSetting.start();
    const inHand = await waiting.prepare(setting);
    const { manager, clock, requests } = setting;
    setting.answer = waiting.answer ?? setting.answer;

    const work = manager.getAccessToken(waiting.options).catch((error: unknown) => error);
    const given = await outlast(work, setting, waiting);

    const isError = TokenError.isInstance(given);
    const token = given === inHand ? 'the token in hand' : 'a new token';
    expect(isError ? given.code : token).toBe(waiting.outcome);
    if (waiting.answer !== hang) await clock.settle(renewalEnds(manager));
    expect(setting.requests - requests).toBe(waiting.requests);
  },
);
