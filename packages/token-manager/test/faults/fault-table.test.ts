import { readFileSync } from 'node:fs';
import { inspect } from 'node:util';
import { describe, expect, test } from 'vitest';
import type { AccessToken } from '../../src/access-token.ts';
import { TokenError } from '../../src/token-error.ts';
import { canarySecret, leaksIn } from '../fixtures/canaries.fixture.ts';
import { renewalEnds } from '../fixtures/settled.fixture.ts';
import type { ExpectedCall, Fault, FaultOutcome } from './fault.fixture.ts';
import { FaultSetting } from './fault-setting.fixture.ts';
import { describeFaults, faultGroups } from './fault-table.fixture.ts';

/** What two calls came to, one after the other, and what they showed of secret and token. */
interface Seen {
  readonly first: ExpectedCall;
  readonly next: ExpectedCall;
  readonly leaks: string[];
  readonly heldSeconds: number;
}

/** Calls once, and once more. */
async function call(setting: FaultSetting, { outlasts }: Fault, inHand?: AccessToken) {
  const { manager, observed, clock, requests } = setting;
  const work = manager.getAccessToken().catch((error: unknown) => error);
  const given = outlasts === true ? await setting.outlast(work) : await clock.settle(work);
  // With a token in hand, the renewal continues behind the call after its first attempt.
  await clock.settle(renewalEnds(manager));
  const asked = setting.requests;
  const { nextAttemptInMs = 0 } = manager.health();
  const again = await clock.settle(manager.getAccessToken().catch((error: unknown) => error));
  const { events, lines } = observed;
  return {
    first: { outcome: outcomeOf(given, inHand), requests: asked - requests },
    next: { outcome: outcomeOfNext(again, given, inHand), requests: setting.requests - asked },
    leaks: leaksIn(given, again, manager.health(), manager, ...events, ...lines),
    heldSeconds: nextAttemptInMs / 1000,
  } satisfies Seen;
}

/** What two calls are to come to: the second has the first one's outcome, and asks nobody. */
function expected(first: ExpectedCall, { heldSeconds }: Fault): Seen {
  return { first, next: { outcome: first.outcome, requests: 0 }, leaks: [], heldSeconds };
}

function outcomeOf(given: unknown, inHand?: AccessToken): FaultOutcome {
  if (TokenError.isInstance(given)) return given.code;
  if (given instanceof Error) throw given;
  return given === inHand ? 'the token in hand' : 'a new token';
}

/** From memory a call gets the token of the one before it, or `held`, whose cause is that one's failure. */
function outcomeOfNext(given: unknown, before: unknown, inHand?: AccessToken): FaultOutcome {
  if (TokenError.isInstance(given) && given.code === 'held') {
    expect(TokenError.isInstance(before)).toBe(true);
    return outcomeOf(given.cause);
  }
  expect(given).toBe(before);
  return outcomeOf(given, inHand);
}

describe.each(faultGroups)('$heading', ({ faults }) => {
  test.each(faults)(
    '$situation: a call without a token gets $without.outcome [service-account-tokens/Every fault has its outcome]',
    async fault => {
      await using setting = await FaultSetting.start(fault.kind, fault.options);
      fault.strike(setting);
      expect(await call(setting, fault)).toEqual(expected(fault.without, fault));
      expect(setting.elsewhere.requests).toHaveLength(0);
    },
  );

  test.each(faults)(
    '$situation: a call with a token in hand gets $withToken.outcome [service-account-tokens/Every fault has its outcome]',
    async fault => {
      await using setting = await FaultSetting.start(fault.kind, fault.options);
      const inHand = await setting.manager.getAccessToken();
      setting.clock.pass({ seconds: 241 });
      fault.strike(setting);
      expect(await call(setting, fault, inHand)).toEqual(expected(fault.withToken, fault));
      expect(setting.elsewhere.requests).toHaveLength(0);
    },
  );
});

test('the table in the docs is that of these tests [service-account-tokens/Every fault has its outcome]', () => {
  const page = new URL('../../../../docs/token-faults.md', import.meta.url);
  expect(readFileSync(page, 'utf8')).toBe(describeFaults(faultGroups));
  const faults = faultGroups.flatMap(group => group.faults);
  expect(faults.length).toBeGreaterThanOrEqual(40);
  expect(new Set(faults.map(({ situation }) => situation)).size).toBe(faults.length);
});

test('a secret that is printed is found by its canary, in every spelling [service-account-tokens/Every fault has its outcome]', () => {
  expect(leaksIn({ deep: { down: { here: `x${canarySecret}x` } } })).not.toEqual([]);
  expect(leaksIn(new Error(Buffer.from(canarySecret).toString('base64')))).not.toEqual([]);
  expect(leaksIn(inspect({ form: encodeURIComponent(canarySecret) }))).not.toEqual([]);
  expect(leaksIn('nothing')).toEqual([]);
});
