import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { RetryBudget, RetryBudgets } from './retry-budget.ts';

test('a burst, then one for every ten successes [kagenti-api/Retry budget is spent]', () => {
  const budget = new RetryBudget(2, 10);

  expect([budget.take(), budget.take(), budget.take()]).toEqual([true, true, false]);
  for (let success = 0; success < 9; success += 1) budget.earn();
  expect(budget.take()).toBe(false);
  budget.earn();
  expect([budget.take(), budget.take()]).toEqual([true, false]);
});

test('never more retries than burst and successes allow [kagenti-api/Retry budget is spent]', () => {
  fc.assert(
    fc.property(fc.nat(30), fc.array(fc.boolean(), { maxLength: 500 }), (burst, steps) => {
      const budget = new RetryBudget(burst, 10);
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

const user = (name: string) => ({ kind: 'user', ref: `user:default/${name}` }) as const;
const service = (reason: string) => ({ kind: 'service', reason }) as const;
const takenBy = (budgets: RetryBudgets, caller: Parameters<RetryBudgets['take']>[0]): number => {
  let taken = 0;
  while (taken < 100 && budgets.take(caller)) taken += 1;
  return taken;
};

test('A16: a caller has a burst of five, and one more for each two successes [kagenti-api/Caller spends their own retries]', () => {
  const budgets = new RetryBudgets(1_000);
  budgets.earn(user('jane'));

  expect(takenBy(budgets, user('jane'))).toBe(5);
  budgets.earn(user('jane'));
  expect(takenBy(budgets, user('jane'))).toBe(0);
  budgets.earn(user('jane'));
  expect(takenBy(budgets, user('jane'))).toBe(1);
  for (let success = 0; success < 100; success += 1) budgets.earn(user('jane'));
  expect(takenBy(budgets, user('jane'))).toBe(5);
  expect(takenBy(budgets, service('jane'))).toBe(5);
  expect(takenBy(budgets, service('user user:default/jane'))).toBe(5);
});

test('A16: a caller whom the shared budget refuses loses none of their own', () => {
  const budgets = new RetryBudgets(3);

  expect(takenBy(budgets, user('jane'))).toBe(3);
  expect(takenBy(budgets, user('joe'))).toBe(0);
  for (let success = 0; success < 30; success += 1) budgets.earn(user('jane'));
  expect(takenBy(budgets, user('joe'))).toBe(3);
  for (let success = 0; success < 30; success += 1) budgets.earn(user('ann'));
  expect(takenBy(budgets, user('joe'))).toBe(2);
});

test('A16: a thousand callers are remembered, and the least recently used is forgotten first', () => {
  const budgets = new RetryBudgets(100_000);
  const first = user('0');
  const second = user('1');
  expect([takenBy(budgets, first), takenBy(budgets, second)]).toEqual([5, 5]);
  for (let other = 2; other < 1_000; other += 1) budgets.take(user(String(other)));
  // Used again, as the first no longer is.
  budgets.earn(first);

  budgets.take(user('1000'));

  expect(takenBy(budgets, first)).toBe(0);
  expect(takenBy(budgets, second)).toBe(5);
});
