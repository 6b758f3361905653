import { expect, test } from 'vitest';
import { DrivenClock } from '../../test/fixtures/driven-clock.fixture.ts';
import {
  inOrder,
  json,
  ScriptedEndpoint,
  tokens,
} from '../../test/fixtures/scripted-endpoint.fixture.ts';
import { failureOf, managerFor } from '../../test/fixtures/test-manager.fixture.ts';
import { newTokenLastsLonger } from './renewal-policy.ts';

/** A manager whose deadline ends no wait, at an endpoint that first asks to be left alone for so long. */
async function askedToWait(seconds: number) {
  const clock = new DrivenClock();
  const answer = inOrder(json({}, 503, { 'retry-after': String(seconds) }), tokens());
  const endpoint = await ScriptedEndpoint.start(answer);
  const manager = managerFor(endpoint, { clock, timeoutMs: 300_000 });
  return {
    clock,
    endpoint,
    manager,
    [Symbol.asyncDispose]: async () => {
      await manager.close();
      await endpoint[Symbol.asyncDispose]();
    },
  };
}

test('a Retry-After of 30 s is waited for [service-account-tokens/Retry-After obeyed]', async () => {
  await using parts = await askedToWait(30);

  expect(await parts.clock.settle(parts.manager.getToken())).toBe('token-2');
});

test('a Retry-After of 31 s ends the call at once [service-account-tokens/Retry-After obeyed]', async () => {
  await using parts = await askedToWait(31);

  expect(await failureOf(parts.clock.settle(parts.manager.getToken()))).toMatchObject({
    code: 'server_error',
    retryAfterMs: 31_000,
  });
  expect(parts.endpoint.requests).toHaveLength(1);
});

test.each([
  [290, true],
  [290.1, false],
])(
  'with %d s left of 300 s, a wish for 295 s is worth a request: %s [service-account-tokens/Longer validity requested]',
  (left, isWorth) => {
    const inHand = { secondsLeft: () => left, secondsWhenNew: 300 };

    expect(newTokenLastsLonger(inHand, 295)).toBe(isWorth);
  },
);

test('a token that lives longer than Node counts sets no timer beyond its range [service-account-tokens/Fresh token returned immediately]', async () => {
  const delays: number[] = [];
  const clock = new DrivenClock();
  const counted = {
    wallMs: () => clock.wallMs(),
    monotonicMs: () => clock.monotonicMs(),
    startTimer: (callback: () => void, delayMs: number) => {
      delays.push(delayMs);
      return clock.startTimer(callback, delayMs);
    },
  };
  await using endpoint = await ScriptedEndpoint.start(tokens(2 ** 31 - 1));
  await using manager = managerFor(endpoint, { clock: counted });

  await manager.getToken();

  // Beyond that, setTimeout counts a millisecond, and every call would look at all clocks.
  expect(Math.max(...delays)).toBe(2 ** 31 - 1);
});
