// Which tests need the packages built. Tests read the packages' sources (the aliases in vitest.config.ts); only what runs
// outside of Vitest, such as a program that a test starts, finds the packages by their package.json, in `dist`.
import { existsSync, globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** What a test that leaves Vitest imports or names. */
const leavesVitest =
  /'(?:node:child_process|node:worker_threads|rolldown|typescript|vite)'|(?<![-\w])dist\//;

const imported = /(?:\bfrom|\bimport|\bimport\() ?'(\.[^']+\.(?:ts|mjs))'/g;

/** Sources of the packages: what is in them needs no build by itself, such as the module that starts `git`. */
const isSource = (file: string) =>
  /^packages\/[^/]+\/src\//.test(file) && !/\.(?:test|fixture)\.ts$/.test(file);

/** All test files that `npm test` runs, seen from the repository's folder. */
export function unitTestFiles(root: string): string[] {
  return globSync('{packages,examples,tools,benchmarks}/**/*.test.ts', {
    cwd: root,
    exclude: file => /(?:^|\/)(?:node_modules|dist)$|\.(?:real|browser)\.test\.ts$/.test(file),
  });
}

/**
 * Whether a test leaves Vitest: it, or a file of tests that it imports, starts programs or workers, bundles, compiles,
 * or names a file in `dist`.
 */
export function needsBuild(root: string, testFile: string): boolean {
  const seen = new Set([testFile]);
  for (const file of seen) {
    const path = join(root, file);
    if (isSource(file) || !existsSync(path)) continue;
    const text = readFileSync(path, 'utf8');
    if (leavesVitest.test(text)) return true;
    for (const [, specifier = ''] of text.matchAll(imported)) seen.add(join(file, '..', specifier));
  }
  return false;
}
