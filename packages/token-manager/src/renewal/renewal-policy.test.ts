import { expect, test } from 'vitest';
import { newTokenLastsLonger, planRenewal, stateAtAge } from './renewal-policy.ts';

test('a 300 s token with a buffer of 60 s is fresh, early, in the buffer and expired in turn [service-account-tokens/Early window renews behind the call]', () => {
  const plan = planRenewal({ lifetimeSeconds: 300, expiryBufferSeconds: 60, jitter: 0 });
  const states = [0, 215.9, 216, 239.9, 240, 299.9, 300, 301].map(age => stateAtAge(plan, age));
  expect(states.join(' ')).toBe('fresh fresh early early buffer buffer expired expired');
});

test.each([
  [30, 60, 15],
  [60, 60, 30],
  [120, 60, 60],
  [300, 0, 0],
  [300, 299, 150],
])(
  'the buffer of a %i s token is %i s, but never more than half of it: %i s [service-account-tokens/Short-lived tokens cached]',
  (lifetimeSeconds, expiryBufferSeconds, used) => {
    const plan = planRenewal({ lifetimeSeconds, expiryBufferSeconds, jitter: 0 });
    expect(plan).toMatchObject({ bufferSeconds: used, bufferCut: used !== expiryBufferSeconds });
  },
);

test('the early window starts between its own start and its last third, as the jitter says', () => {
  const early = [0, 0.5, 0.999_999].map(
    jitter =>
      planRenewal({ lifetimeSeconds: 300, expiryBufferSeconds: 60, jitter }).earlyFromSeconds,
  );
  expect(early[0]).toBe(216);
  expect(early[1]).toBe(224);
  expect(early[2]).toBeCloseTo(232, 3);
});

test('a wish that a new token would fulfil is worth a request [service-account-tokens/Longer validity requested]', () => {
  const inHand = { secondsLeft: () => 180, secondsWhenNew: 300 };
  expect(newTokenLastsLonger(inHand, 200)).toBe(true);
  expect(newTokenLastsLonger(inHand, 180)).toBe(false);
});

test.each([
  ['more than is ever issued', 600, 100],
  ['as much as a token has before it travels', 300, 299.9],
  ['hardly more than is left', 295, 294],
])(
  'a wish for %s is not worth one [service-account-tokens/Longer validity requested]',
  (_what, wish, left) => {
    expect(newTokenLastsLonger({ secondsLeft: () => left, secondsWhenNew: 299.95 }, wish)).toBe(
      false,
    );
  },
);
