import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { RetryBudget } from './retry-rule.ts';

test('a burst, then one for every ten successes [kagenti-api/Retry budget is spent]', () => {
  const budget = new RetryBudget(2);

  expect([budget.take(), budget.take(), budget.take()]).toEqual([true, true, false]);
  for (let success = 0; success < 9; success += 1) budget.earn();
  expect(budget.take()).toBe(false);
  budget.earn();
  expect([budget.take(), budget.take()]).toEqual([true, false]);
});

test('never more retries than burst and successes allow [kagenti-api/Retry budget is spent]', () => {
  fc.assert(
    fc.property(fc.nat(30), fc.array(fc.boolean(), { maxLength: 500 }), (burst, steps) => {
      const budget = new RetryBudget(burst);
      let taken = 0;
      let earned = 0;
      for (const takes of steps) {
        if (takes) taken += budget.take() ? 1 : 0;
        else {
          budget.earn();
          earned += 1;
        }
        expect(taken).toBeLessThanOrEqual(burst + Math.floor(earned / 10));
      }
    }),
  );
});
