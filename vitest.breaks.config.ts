import { isAbsolute, join } from 'node:path';
import { defineConfig, type Plugin } from 'vitest/config';
import { sourceAliases } from './tools/common/entry-points.ts';
import type { Break } from './tools/specs/honest-traces/breaks.ts';

/** The code runs as if the break stood in the file, which is left as it is. */
function plantBreak(text: string | undefined): Plugin {
  const broken: Break | undefined = text === undefined ? undefined : JSON.parse(text);
  return {
    name: 'plant-break',
    enforce: 'pre',
    transform(code, id) {
      const [file = ''] = id.split('?');
      if (broken === undefined || !isAbsolute(file)) return null;
      if (file !== join(import.meta.dirname, broken.file)) return null;
      return { code: code.slice(0, broken.start) + broken.replacement + code.slice(broken.end) };
    },
  };
}

export default defineConfig({
  resolve: { alias: sourceAliases(import.meta.dirname) },
  plugins: [plantBreak(process.env['BREAK'])],
  test: {
    include: ['{packages,tools,examples,benchmarks}/**/*.test.ts'],
    exclude: ['**/node_modules/**', '**/dist/**', 'temp/**', '**/*.{real,browser}.test.ts'],
    // A break is tried on few cases of a property.
    env: { PROPERTY_RUNS: '40' },
    testTimeout: 20_000,
    // A file that was transformed before would be taken without its break.
    fsModuleCache: false,
    coverage: {
      provider: 'v8',
      include: ['packages/*/src/**/*.ts', 'tools/**/*.ts'],
      exclude: ['**/*.{test,fixture}.ts'],
      reporter: ['json'],
    },
  },
});
