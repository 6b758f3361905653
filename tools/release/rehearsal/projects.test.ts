import { expect, test } from 'vitest';
import { otherDependencies, projectFiles } from './projects.ts';

test('the project names the entry points and what it installs, and nothing of the repository', () => {
  const files = projectFiles({ '@scope/one': '^1.0.0' }, ['@scope/one', '@scope/one/config']);

  expect(files['imports.mts']).toContain("import * as entry1 from '@scope/one/config';");
  expect(files['requires.cts']).toContain("import entry0 = require('@scope/one');");
  expect(JSON.parse(files['package.json'] ?? '')).toEqual({
    name: 'consumer',
    version: '1.0.0',
    private: true,
    type: 'module',
    dependencies: { '@scope/one': '^1.0.0' },
  });
});

test('besides the packages it installs their peers, without the optional ones, and what examples import', () => {
  const manifest = {
    name: '@scope/one',
    version: '1.0.0',
    dependencies: { undici: '^8.0.0', zod: '^4.0.0' },
    peerDependencies: { knex: '^3.0.0', '@scope/api': '^1.0.0' },
    peerDependenciesMeta: { '@scope/api': { optional: true } },
  };
  const code =
    "import { a } from '@scope/one/config';\nimport { b } from 'undici';\nimport 'node:fs';\n";

  expect(otherDependencies([{ folder: 'packages/one', manifest }], [{ code }])).toEqual({
    knex: '^3.0.0',
    undici: '^8.0.0',
  });
});
