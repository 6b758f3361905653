import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';

const packageFolder = join(import.meta.dirname, '..');
const importedName = /(?:\bfrom\s*|\bimport\s*\(?\s*|\brequire\s*\(\s*)['"]([^'"]+)['"]/g;

/** What the files import from outside the package. */
function importsOf(pattern: string, leftOut: RegExp): { files: number; names: Set<string> } {
  const files = globSync(pattern, { cwd: packageFolder }).filter(file => !leftOut.test(file));
  const names = files.flatMap(file =>
    [...readFileSync(join(packageFolder, file), 'utf8').matchAll(importedName)]
      .map(([, name = '']) => name)
      .filter(name => !name.startsWith('./') && !name.startsWith('../')),
  );
  return { files: files.length, names: new Set(names) };
}

it('imports zod alone, in the sources [boost-configuration/No import from Node]', () => {
  const { files, names } = importsOf('src/**/*.ts', /\.(test|fixture)\.ts$/);
  expect(files).toBeGreaterThan(20);
  expect([...names]).toEqual(['zod']);
});

it('imports zod alone, as built [boost-configuration/No import from Node]', () => {
  const { files, names } = importsOf('dist/**/*.{js,d.ts}', /^$/);
  expect(files).toBeGreaterThan(40);
  expect([...names]).toEqual(['zod']);
});
