import { expect, test } from 'vitest';
import { RefreshBudget } from './refresh-budget.ts';

test('three are allowed within any minute', () => {
  const budget = new RefreshBudget();
  for (const seconds of [0, 20, 40]) {
    expect(budget.allows(seconds * 1000)).toBe(true);
    budget.take(seconds * 1000);
  }
  const allowed = [59.999, 60, 79.999, 80].map(seconds => {
    const isAllowed = budget.allows(seconds * 1000);
    if (isAllowed) budget.take(seconds * 1000);
    return isAllowed;
  });
  expect(allowed).toEqual([false, true, false, true]);
});

test('the first refusal after one that was taken is to be reported', () => {
  const budget = new RefreshBudget();
  expect([budget.refusesFirst(), budget.refusesFirst()]).toEqual([true, false]);
  budget.take(0);
  expect([budget.refusesFirst(), budget.refusesFirst()]).toEqual([true, false]);
});
