import { existsSync } from 'node:fs';
import { relative } from 'node:path';
import { expect, test } from 'vitest';
import { entryPointsOf, sourceAliases } from './entry-points.ts';
import { repositoryRoot } from './problem.ts';
import { scratchFolder } from './scratch-folder.fixture.ts';
import { entryPoints, publishedPackages } from './workspaces.ts';

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

test('each entry point that is code leads to its source', () => {
  const root = scratchFolder({
    'packages/one/package.json': JSON.stringify({
      name: '@scope/one',
      exports: {
        '.': { types: './dist/index.d.ts', default: './dist/index.js' },
        './config': { default: './dist/config/index.js' },
        './rule': './src/rule.ts',
        './data.json': './data.json',
      },
    }),
  });
  const sourceOf = (specifier: string) =>
    sourceAliases(root)
      .filter(({ find }) => find.test(specifier))
      .map(({ replacement }) => relative(root, replacement));
  expect({
    whole: sourceOf('@scope/one'),
    config: sourceOf('@scope/one/config'),
    exportedSource: sourceOf('@scope/one/rule'),
    data: sourceOf('@scope/one/data.json'),
    longerName: sourceOf('@scope/one-more'),
  }).toEqual({
    whole: ['packages/one/src/index.ts'],
    config: ['packages/one/src/config/index.ts'],
    exportedSource: ['packages/one/src/rule.ts'],
    data: [],
    longerName: [],
  });
});

test('every entry point of this repository that is code has its source', () => {
  const aliases = sourceAliases(repositoryRoot);
  expect(aliases.map(({ replacement }) => replacement).filter(file => !existsSync(file))).toEqual(
    [],
  );
  const specifiers = publishedPackages(repositoryRoot)
    .flatMap(entryPoints)
    .map(({ specifier }) => specifier);
  expect(specifiers).not.toEqual([]);
  expect(specifiers.filter(name => !aliases.some(({ find }) => find.test(name)))).toEqual([]);
});
