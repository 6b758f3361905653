import { expect, test } from 'vitest';
import { DrivenClock } from '../../test/fixtures/driven-clock.fixture.ts';
import { AccessToken } from '../access-token.ts';
import { momentOf } from '../clock.ts';
import { HeldToken } from './held-token.ts';
import { planRenewal } from './renewal-policy.ts';

/** A token of 300 s without jitter: early from 216 s, in the buffer from 240 s. */
function hold({ isNew = true, arrivesAfterSeconds = 0, lifetimeSeconds = 300 } = {}) {
  const clock = new DrivenClock();
  const requestedAt = momentOf(clock);
  clock.pass({ seconds: arrivesAfterSeconds });
  const plan = planRenewal({ lifetimeSeconds, expiryBufferSeconds: 60, jitter: 0 });
  const token = new AccessToken({ value: 'token-1', expiresAt: new Date(0) });
  return { clock, held: new HeldToken({ token, plan, requestedAt, clock, isNew }) };
}

test('a token is surely fresh from when it is watched until its early window [service-account-tokens/Fresh token returned immediately]', async () => {
  const { clock, held } = hold({ arrivesAfterSeconds: 10 });
  expect(held.isSurelyFresh()).toBe(false);
  held.watch();
  expect([held.isSurelyFresh(), await held.promised]).toEqual([true, 'token-1']);
  clock.pass({ seconds: 205 });
  expect(held.isSurelyFresh()).toBe(true);
  clock.pass({ seconds: 1 });
  expect([held.isSurelyFresh(), held.state()]).toEqual([false, 'early']);
});

test('a clock that is set back makes no token surely fresh again [service-account-tokens/Either clock ends a token]', () => {
  const { clock, held } = hold();
  held.watch();
  clock.pass({ seconds: 216 });
  clock.setBack({ seconds: 100 });
  expect(held.isSurelyFresh()).toBe(false);
});

test('a token is not surely fresh after sleep [service-account-tokens/Either clock ends a token]', () => {
  const { clock, held } = hold();
  held.watch();
  clock.sleep({ seconds: 215 });
  expect(held.isSurelyFresh()).toBe(true);
  clock.sleep({ seconds: 1 });
  expect(held.isSurelyFresh()).toBe(false);
});

test('a token that is let go of is not surely fresh, and has no timer [service-account-tokens/Process ends by itself]', () => {
  const { clock, held } = hold();
  held.watch();
  held.release();
  expect([held.isSurelyFresh(), clock.timers]).toEqual([false, 0]);
});

test('a token that arrives in its early window is never surely fresh for long [service-account-tokens/Early window renews behind the call]', () => {
  const { clock, held } = hold({ arrivesAfterSeconds: 230 });
  held.watch();
  clock.pass({ ms: 0 });
  expect([held.isSurelyFresh(), held.state()]).toEqual([false, 'early']);
});

test('what a token had when it was new is its whole life where it came from another replica [shared-token-store/Token of another replica is taken]', () => {
  const arrived = { arrivesAfterSeconds: 100 };
  expect(hold(arrived).held.secondsWhenNew).toBe(200);
  expect(hold({ ...arrived, isNew: false }).held.secondsWhenNew).toBe(300);
});
