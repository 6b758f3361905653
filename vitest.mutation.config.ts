import { defineConfig } from 'vitest/config';
import { sourceAliases } from './tools/common/entry-points.ts';
import { isMutationArea, mutationAreas } from './tools/tests/mutation-areas.ts';

const area = process.env['MUTATION_AREA'] ?? '';

/** The tests that can notice a fault in one of the areas of `tools/tests/mutation-areas.ts`, or in any of them. */
const include = (
  isMutationArea(area) ? [mutationAreas[area]] : Object.values(mutationAreas)
).flatMap(({ tests }) => tests);

export default defineConfig({
  resolve: { alias: sourceAliases(import.meta.dirname) },
  test: {
    include,
    exclude: [
      '**/node_modules/**',
      '**/dist/**',
      '**/*.real.test.ts',
      // They measure time.
      'packages/config-tools/src/check/{speed,large-file}.test.ts',
      // The suite that they run is run in memory as well, and processes of their own have no fault in them.
      'packages/runtime-config/src/overrides-{in-sqlite,of-processes}.test.ts',
      'packages/token-manager/src/{process-end,observability/without-sdk}.test.ts',
      'packages/kagenti-client/src/sessions/session-replicas.test.ts',
      // The faults of other areas are none of theirs.
      ...(area === 'interceptor' ? [] : ['packages/token-manager/src/interceptor/**']),
    ],
    // A property is tried on few cases for each fault, for there are thousands of faults.
    // Always the same ones: a title with another seed would be another test, and not be run again.
    env: { PROPERTY_RUNS: '40', PROPERTY_SEED: '20261126' },
    testTimeout: 20_000,
  },
});
