import { afterEach, expect, test, vi } from 'vitest';
import { propertyRuns } from './property-runs.ts';

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
