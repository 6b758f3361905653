import { defineConfig } from 'vitest/config';

/** The tests that can notice a fault in the areas of `tools/mutation-areas.ts`. */
export default defineConfig({
  test: {
    include: [
      'packages/config-tools/src/{load,check,migrate,compat}/**/*.test.ts',
      'packages/runtime-config/src/**/*.test.ts',
    ],
    exclude: [
      '**/node_modules/**',
      '**/dist/**',
      '**/*.real.test.ts',
      // They measure time.
      'packages/config-tools/src/check/{speed,large-file}.test.ts',
      // The suite that they run is run in memory as well, and processes of their own have no fault in them.
      'packages/runtime-config/src/overrides-{in-sqlite,of-processes}.test.ts',
    ],
    // A property is tried on few cases for each fault, for there are thousands of faults.
    env: { PROPERTY_RUNS: '40' },
    testTimeout: 20_000,
  },
});
