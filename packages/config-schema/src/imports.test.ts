import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';

const packageFolder = join(import.meta.dirname, '..');
const importedName = /(?:\bfrom\s*|\bimport\s*\(?\s*|\brequire\s*\(\s*)['"]([^'"]+)['"]/g;

/** The artefacts are a subpath of their own, so that reading a configuration loads no converter. */
const inArtefacts = /(?:^|\/)artefacts\//;
/** So are the fields of Boost's modules, which many backends do not need. */
const inBoostModules = /(?:^|\/)boost-modules\//;
const inSubpath = (name: string) => inArtefacts.test(name) || inBoostModules.test(name);

/** Subjects of the private workspace that hold no module of Node's; the bundler puts them into `dist`. */
const sharedRules = [
  'account-values',
  'any-case',
  'boost-modules',
  'credential-url',
  'lookalike',
  'nearest-name',
  'owner-name',
  'printable-path',
  'replaced-keys',
  'service-account',
  'unfilled-text',
  'usable-text',
  'web-url',
].map(subject => `@rhdh-boost/internal/${subject}`);

/** What the files import from outside the package; nothing of the other subpaths is imported. */
function importsOf(files: readonly string[]): string[] {
  const names = files.flatMap(file =>
    [...readFileSync(join(packageFolder, file), 'utf8').matchAll(importedName)].map(
      ([, name = '']) => name,
    ),
  );
  return [...new Set(names)].filter(name => inSubpath(name) || !/^\.\.?\//.test(name)).toSorted();
}

it.each([
  ['in the sources', 'src/**/*.ts', 20, sharedRules],
  ['as built', 'dist/**/*.{js,d.ts}', 40, []],
])(
  'A4: imports zod alone, and no other subpath, %s [boost-configuration/Package does not load the set of the modules]',
  (_state, pattern, least, shared) => {
    const files = globSync(pattern, { cwd: packageFolder }).filter(
      file => !/\.(?:test|fixture)\.ts$/.test(file),
    );
    const root = files.filter(file => !inSubpath(file));
    expect(root.length).toBeGreaterThan(least);
    expect(importsOf(root)).toEqual([...shared, 'zod']);
    expect(importsOf(files.filter(file => inBoostModules.test(file)))).toEqual(['zod']);
    expect(importsOf(files.filter(file => inArtefacts.test(file)))).toEqual([
      ...shared.filter(name => name.endsWith('/replaced-keys')),
      'zod',
      'zod-to-json-schema',
    ]);
  },
);
