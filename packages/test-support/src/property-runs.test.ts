import * as fc from 'fast-check';
import { afterEach, expect, test, vi } from 'vitest';
import { propertyRuns, propertySeed } from './property-runs.ts';

afterEach(() => vi.unstubAllEnvs());

test.each([
  [undefined, [200, 50]],
  ['40', [40, 40]],
  ['20000', [10_000, 50]],
  ['full', [10_000, 50]],
])('PROPERTY_RUNS is %s: properties of 10,000 and of 50 cases have %j', (wanted, runs) => {
  vi.stubEnv('PROPERTY_RUNS', wanted);
  expect([propertyRuns(10_000), propertyRuns(50)]).toEqual(runs);
});

test('the seed of properties is fixed, given as PROPERTY_SEED, or random', () => {
  vi.stubEnv('PROPERTY_SEED', undefined);
  expect(propertySeed()).toBe(propertySeed());
  vi.stubEnv('PROPERTY_SEED', '7');
  expect(propertySeed()).toBe(7);
  vi.stubEnv('PROPERTY_SEED', 'random');
  expect(propertySeed()).not.toBe(propertySeed());
});

test('properties are drawn from that seed', () => {
  expect(fc.readConfigureGlobal().seed).toBe(propertySeed());
});
