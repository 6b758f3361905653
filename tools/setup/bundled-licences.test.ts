import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { describeLicences, findBundledPackages } from './bundled-licences.ts';

function scratchFolder(files: Readonly<Record<string, string>>): string {
  const folder = mkdtempSync(join(tmpdir(), 'bundled-licences-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  return folder;
}

describe('licences of a bundle', () => {
  it('are those of the packages that the modules lie in', () => {
    const folder = scratchFolder({
      'node_modules/b/package.json': '{ "name": "b", "version": "1.0.0" }',
      'node_modules/b/LICENCE.md': 'The licence of b.\n',
      'node_modules/@a/a/package.json': '{ "name": "@a/a", "version": "2.0.0", "license": "MIT" }',
      'node_modules/@a/a/license': 'The licence of a.\n',
    });
    const packages = findBundledPackages([
      join(folder, 'node_modules/b/one.js'),
      join(folder, 'node_modules/b/two/three.js'),
      join(folder, 'node_modules/@a/a/one.js'),
      join(folder, 'src/one.ts'),
    ]);
    expect(packages.map(({ name }) => name)).toEqual(['@a/a', 'b']);
    expect(describeLicences('sample', packages)).toContain(
      'b 1.0.0 (see below)\n\nThe licence of b.\n',
    );
  });

  it.each([
    [
      'its README',
      '# d\n\n## License\n\nCopyright of d. Permission is hereby granted to all.\n',
      'd',
    ],
    ['its repository', '# @redis/client\n', '@redis/client'],
  ])('are taken from %s where the package has no file of its own', (_place, readme, name) => {
    const folder = scratchFolder({
      [`node_modules/${name}/package.json`]: JSON.stringify({ name, version: '1.0.0' }),
      [`node_modules/${name}/README.md`]: readme,
    });
    const [found] = findBundledPackages([join(folder, `node_modules/${name}/index.js`)]);
    expect(found?.text).toMatch(/^(?:MIT License\n\n)?Copyright [^]*Permission is hereby granted/);
  });

  it('are refused where a README only names the licence', () => {
    const folder = scratchFolder({
      'node_modules/e/package.json': '{ "name": "e", "version": "1.0.0" }',
      'node_modules/e/README.md': '# e\n\n## License\n\nMIT\n',
    });
    expect(() => findBundledPackages([join(folder, 'node_modules/e/e.js')])).toThrow(
      'e has no licence text',
    );
  });

  it('are refused where there is none', () => {
    const folder = scratchFolder({
      'node_modules/c/package.json': '{ "name": "c", "version": "1.0.0" }',
    });
    expect(() => findBundledPackages([join(folder, 'node_modules/c/c.js')])).toThrow(
      'c has no licence text',
    );
  });
});
