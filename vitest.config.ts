import { readdirSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { playwright } from '@vitest/browser-playwright';
import { defineConfig } from 'vitest/config';
import { sourceAliases } from './tools/common/entry-points.ts';
import { findChromium } from './tools/tests/chromium.ts';

/** Suites that start a server which a plain machine does not have (a Keycloak, say): `npm run test:real`. */
const realSuites = '**/*.real.test.ts';
/** Those that measure times, which other suites on the same cores would lengthen. */
const timedSuites = [
  'packages/{runtime-config,token-manager}/**/*.real.test.ts',
  'examples/portal/test/{config-portal,token-service}.real.test.ts',
];
/** Suites that only a browser can run. */
const browserSuites = '**/*.browser.test.ts';
// Mutation testing leaves copies of the repository in temp.
const leftOut = [
  '**/node_modules/**',
  '**/dist/**',
  '**/dist-dynamic/**',
  'temp/**',
  // Jest runs them, in the suite of that example.
  'examples/boost-provider/plugin/**',
];
/** Tests of config-schema that need Node, or consumers that do; all others run in Chromium as well. */
const testsOfNode = [
  'packages/config-schema/src/{another-realm,any-input,any-object,imports,zod-copies}.test.ts',
  'packages/config-schema/src/artefacts/{backstage-*,editor,editor-files}.test.ts',
];
const chromium = findChromium();
/** How many cases a property has in a suite that is run for all it can find. */
const allCases = { PROPERTY_RUNS: process.env['PROPERTY_RUNS'] ?? 'full' };
/** Where the cases are drawn from, for a browser, which has no environment. */
const { PROPERTY_SEED } = process.env;
const seed = PROPERTY_SEED === undefined ? {} : { PROPERTY_SEED };
const propertySeed = 'tools/tests/property-seed.setup.ts';
/** What the tests of each package cover at least, in percent; `npm test -- --coverage` fails below it. */
const coverageFloor = { lines: 90, branches: 85 };

export default defineConfig({
  // Tests read the packages' sources, so that an edit needs no build. What needs one: tools/tests/needs-build.ts.
  resolve: { alias: sourceAliases(import.meta.dirname) },
  test: {
    projects: [
      ...['packages', 'examples', 'tools', 'benchmarks'].map(name => ({
        extends: true as const,
        test: {
          name,
          include: [`${name}/**/*.test.ts`],
          exclude: [...leftOut, realSuites, browserSuites],
          ...(name === 'tools'
            ? // They run compilers.
              { testTimeout: 60_000, setupFiles: [propertySeed] }
            : {
                isolate: false,
                setupFiles: [
                  propertySeed,
                  'tools/tests/shared-worker.setup.ts',
                  'tools/tests/patient-waits.setup.ts',
                ],
              }),
        },
      })),
      ...[
        { name: 'real', include: [realSuites], exclude: [...leftOut, ...timedSuites] },
        { name: 'real-timed', include: timedSuites, exclude: leftOut, fileParallelism: false },
      ].map((suites, groupOrder) => ({
        extends: true as const,
        test: {
          ...suites,
          // One after the other.
          sequence: { groupOrder },
          setupFiles: [propertySeed],
          // Where the suites in a browser find it.
          env: { ...allCases, ...(chromium.available ? { CHROMIUM: chromium.executable } : {}) },
          testTimeout: 120_000,
          hookTimeout: 180_000,
        },
      })),
      {
        extends: true as const,
        test: {
          name: 'browser',
          include: ['packages/config-schema/src/**/*.test.ts'],
          exclude: [...leftOut, ...testsOfNode],
          env: { ...allCases, ...seed },
          setupFiles: [propertySeed],
          browser: {
            enabled: true,
            headless: true,
            screenshotFailures: false,
            provider: playwright({
              launchOptions: chromium.available ? { executablePath: chromium.executable } : {},
            }),
            instances: [{ browser: 'chromium' }],
          },
        },
        // Said here, for a package that is found late makes Vite load the page again.
        optimizeDeps: {
          include: [
            '@backstage/config',
            'ajv',
            'ajv-formats',
            'fast-check',
            'zod',
            'zod-3',
            'zod-to-json-schema',
          ],
        },
      },
    ],
    // One core fewer is Vitest's own choice, which leaves one of two idle.
    maxWorkers: availableParallelism(),
    testTimeout: 20_000,
    coverage: {
      provider: 'v8',
      include: ['packages/*/src/**/*.ts'],
      // What only tests need covers itself.
      exclude: ['**/*.{test,fixture}.ts', '**/fixtures/**', 'packages/test-support/**'],
      reporter: ['text'],
      thresholds: Object.fromEntries(
        readdirSync(join(import.meta.dirname, 'packages')).map(name => [
          `packages/${name}/src/**`,
          coverageFloor,
        ]),
      ),
    },
  },
});
