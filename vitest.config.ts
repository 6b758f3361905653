import { defineConfig } from 'vitest/config';

/** Suites that start a server which a plain machine does not have (a Keycloak, say): `npm run test:real`. */
const realSuites = '**/*.real.test.ts';
const leftOut = ['**/node_modules/**', '**/dist/**'];

export default defineConfig({
  test: {
    projects: [
      ...['packages', 'examples', 'tools'].map(name => ({
        extends: true as const,
        test: { name, include: [`${name}/**/*.test.ts`], exclude: [...leftOut, realSuites] },
      })),
      {
        extends: true as const,
        test: {
          name: 'real',
          include: [realSuites],
          exclude: leftOut,
          testTimeout: 120_000,
          hookTimeout: 180_000,
          fileParallelism: false,
        },
      },
    ],
    testTimeout: 20_000,
    coverage: {
      provider: 'v8',
      include: ['packages/*/src/**/*.ts'],
      exclude: ['**/*.test.ts'],
      reporter: ['text', 'json-summary'],
    },
  },
});
