import { existsSync, readFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { expect, test } from 'vitest';
import { scratchFolder } from '../common/scratch-folder.fixture.ts';
import { installSeparately } from './separate-install.ts';

const lockFile = JSON.stringify({
  packages: { '': { name: 'peers' }, 'node_modules/a': { version: '1.0.0', integrity: 'hash' } },
});

/** Stands for npm: it writes down how it was called, and leaves npm's record of what it installed. */
const npm = `#!/bin/sh
echo "npm $*" >> calls
mkdir -p node_modules
cp package-lock.json node_modules/.package-lock.json
exit $NPM_ENDS_WITH
`;

const install = (folder: string, endsWith = '0') =>
  installSeparately({
    folder,
    what: 'what a test wants',
    environment: {
      PATH: [join(folder, 'bin'), '/usr/bin', '/bin'].join(delimiter),
      NPM_ENDS_WITH: endsWith,
    },
  });

test('missing packages are installed, and then left alone', async () => {
  const folder = scratchFolder({ 'bin/npm': npm, 'package-lock.json': lockFile });

  expect(await install(folder)).toBe(0);
  expect(await install(folder)).toBe(0);
  expect(readFileSync(join(folder, 'calls'), 'utf8')).toBe('npm ci --ignore-scripts --silent\n');
});

test('a failed install gives npm’s exit code', async () => {
  const folder = scratchFolder({ 'bin/npm': npm, 'package-lock.json': lockFile });

  expect(await install(folder, '3')).toBe(3);
  expect(existsSync(join(folder, 'calls'))).toBe(true);
});

/** A lock file with a package of the repository. */
const linked = (version: string) =>
  JSON.stringify({ packages: { '': { name: 'example' }, '../../packages/a': { version } } });

test('a package of the repository may have another version than the lock file', async () => {
  const folder = scratchFolder({
    'bin/npm': npm,
    'package-lock.json': linked('0.1.0'),
    'node_modules/.package-lock.json': linked('0.2.0'),
  });

  expect(await install(folder)).toBe(0);
  expect(existsSync(join(folder, 'calls'))).toBe(false);
});
