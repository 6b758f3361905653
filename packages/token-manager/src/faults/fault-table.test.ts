import { readFileSync } from 'node:fs';
import { inspect } from 'node:util';
import { describe, expect, test } from 'vitest';
import type { AccessToken } from '../access-token.ts';
import { canarySecret, leaksIn } from '../fixtures/canaries.fixture.ts';
import { TokenError } from '../token-error.ts';
import type { ExpectedCall, Fault, FaultOutcome } from './fault.fixture.ts';
import { FaultSetting } from './fault-setting.fixture.ts';
import { describeFaults, faultGroups } from './fault-table.fixture.ts';

/** Calls once; gives what came of it, and what it showed of secret and token. */
async function call(
  setting: FaultSetting,
  { outlasts }: Fault,
  inHand?: AccessToken,
): Promise<{ seen: ExpectedCall; leaks: string[] }> {
  const { manager, observed, clock, requests } = setting;
  const work = manager.getAccessToken().catch((error: unknown) => error);
  const given = outlasts === true ? await setting.outlast(work) : await clock.settle(work);
  const { events, lines } = observed;
  return {
    seen: { outcome: outcomeOf(given, inHand), requests: setting.requests - requests },
    leaks: leaksIn(given, manager.health(), manager, ...events, ...lines),
  };
}

function outcomeOf(given: unknown, inHand?: AccessToken): FaultOutcome {
  if (TokenError.isInstance(given)) return given.code;
  if (given instanceof Error) throw given;
  return given === inHand ? 'the token in hand' : 'a new token';
}

describe.each(faultGroups)('$heading', ({ faults }) => {
  test.each(faults)(
    '$situation: a call without a token gets $without.outcome [service-account-tokens/Every fault has its outcome]',
    async fault => {
      await using setting = await FaultSetting.start(fault.kind, fault.options);
      fault.strike(setting);
      expect(await call(setting, fault)).toEqual({ seen: fault.without, leaks: [] });
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
      expect(await call(setting, fault, inHand)).toEqual({ seen: fault.withToken, leaks: [] });
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
