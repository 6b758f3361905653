import { expect, test } from 'vitest';
import { entryPointsOf } from './bundle-entry-points.ts';

test('each export with a file of code is an entry point, and the manifest is none', () => {
  expect(
    entryPointsOf({
      exports: {
        '.': { default: './dist/index.js' },
        './config': { default: './dist/config/index.js' },
        './package.json': './package.json',
      },
    }),
  ).toEqual({ index: 'src/index.ts', 'config/index': 'src/config/index.ts' });
});
