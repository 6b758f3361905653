import { expect, test } from 'vitest';
import { stepIds } from '../src/doctor/step.ts';
import { loadMisconfigurations } from './misconfigurations.fixture.ts';

const misconfigurations = await loadMisconfigurations();

test('every step has a misconfiguration, and there are at least 25', () => {
  const seeded = new Set([...misconfigurations.values()].map(({ step }) => step));

  expect(stepIds.filter(step => !seeded.has(step))).toEqual([]);
  expect(misconfigurations.size).toBeGreaterThanOrEqual(25);
});

test.each([...misconfigurations])('%s has the name of its step, and a sentence', (name, it) => {
  expect(name.startsWith(`${it.step}-`)).toBe(true);
  expect(it.broken).toMatch(/\.$/);
});
