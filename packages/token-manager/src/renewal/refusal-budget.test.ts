import { expect, test } from 'vitest';
import { RefusalBudget } from './refusal-budget.ts';

test('three are taken at once and the fourth is refused [service-account-tokens/Budget of forced renewals spent]', () => {
  const budget = new RefusalBudget();
  expect([1, 2, 3, 4].map(() => budget.take(1_000_000))).toEqual([true, true, true, false]);
  expect(budget.take(1_029_999)).toBe(false);
});

test('one comes back every 30 s after the first was taken, up to three [service-account-tokens/Budget of forced renewals spent]', () => {
  const budget = new RefusalBudget();
  for (let count = 0; count < 3; count += 1) budget.take(1_000_000);
  expect(budget.take(1_030_000)).toBe(true);
  expect(budget.take(1_059_999)).toBe(false);
  expect(budget.take(1_060_000)).toBe(true);
  expect(budget.left(9_000_000)).toBe(3);
});
