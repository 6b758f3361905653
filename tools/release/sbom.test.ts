import { expect, test } from 'vitest';
import { scratchFolder } from '../common/scratch-folder.fixture.ts';
import { publishedPackages } from '../common/workspaces.ts';
import { sbomOf } from './sbom.ts';

const manifest = (name: string, more: object = {}) =>
  JSON.stringify({ name, version: '1.0.0', license: 'Apache-2.0', ...more });

/** A repository in which @scope/a needs @scope/b, which needs yaml, and has code of commander in it. */
const root = () =>
  scratchFolder({
    'package.json': JSON.stringify({ workspaces: ['packages/*'] }),
    'packages/a/package.json': manifest('@scope/a', {
      dependencies: { '@scope/b': '^1.0.0' },
      devDependencies: { vitest: '1.0.0' },
    }),
    'packages/a/dist/THIRD-PARTY-LICENSES':
      'Code of these.\n\n---\n\ncommander 15.1.0 (MIT)\n\nText\n',
    'packages/b/package.json': manifest('@scope/b', { dependencies: { yaml: '^2.0.0' } }),
    'package-lock.json': JSON.stringify({
      packages: {
        'node_modules/commander': {
          version: '15.1.0',
          license: 'MIT',
          dev: true,
          dependencies: { 'left-out': '1.0.0' },
        },
        'node_modules/left-out': { version: '1.0.0', license: 'MIT', dev: true },
        'node_modules/vitest': { version: '1.0.0', license: 'MIT', dev: true },
        'node_modules/yaml': { version: '1.9.0', license: 'ISC' },
        'packages/b/node_modules/yaml': {
          version: '2.9.1',
          license: '(MIT OR CC0-1.0)',
          integrity: 'sha512-AAEC',
        },
      },
    }),
  });

test('an SBOM names what a package installs, what is bundled into it, and nothing that tests need', () => {
  const folder = root();
  const [workspace] = publishedPackages(folder);
  if (workspace === undefined) throw new Error('no package');

  const { metadata, components, dependencies } = sbomOf(folder, workspace);

  expect(metadata.component?.purl).toBe('pkg:npm/%40scope/a@1.0.0');
  expect(components).toEqual([
    expect.objectContaining({ purl: 'pkg:npm/%40scope/b@1.0.0' }),
    expect.objectContaining({
      purl: 'pkg:npm/commander@15.1.0',
      licenses: [{ license: { id: 'MIT' } }],
    }),
    expect.objectContaining({
      purl: 'pkg:npm/yaml@2.9.1',
      licenses: [{ expression: '(MIT OR CC0-1.0)' }],
      hashes: [{ alg: 'SHA-512', content: '000102' }],
    }),
  ]);
  expect(dependencies).toContainEqual({
    ref: 'pkg:npm/%40scope/a@1.0.0',
    dependsOn: ['pkg:npm/%40scope/b@1.0.0', 'pkg:npm/commander@15.1.0'],
  });
});
