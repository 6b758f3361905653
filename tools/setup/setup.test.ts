import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { expect, test } from 'vitest';
import { scratchFolder } from '../common/scratch-folder.fixture.ts';
import { setUp } from './setup.mjs';

const lockFile = (version: string) =>
  JSON.stringify({
    packages: {
      '': { name: 'example' },
      'node_modules/a': { version, integrity: `hash of ${version}` },
      'node_modules/only-elsewhere': { version: '1.0.0', optional: true },
    },
  });

const recordOf = (version: string) =>
  JSON.stringify({ packages: { 'node_modules/a': { version, integrity: `hash of ${version}` } } });

/** What installs everything, and then the one package that its own script completes. */
const installs = [
  'npm ci --include=dev --ignore-scripts',
  'npm rebuild node --ignore-scripts=false',
];

/** Stands for npm and turbo: both write down how they were called. */
const tools = {
  'bin/npm': '#!/bin/sh\n[ "$1" = --version ] || echo "npm $*" >> calls\n',
  'node_modules/.bin/turbo': '#!/bin/sh\necho "turbo $1 $2" >> calls\n',
};

/** Sets up a folder with these files and gives what was called and what was said. */
async function setUpFolder(files: Record<string, string>, withBuild = true) {
  const root = scratchFolder(files);
  const said: string[] = [];
  const outcome = await setUp({
    root,
    environment: { ...process.env, PATH: [join(root, 'bin'), '/usr/bin', '/bin'].join(delimiter) },
    output: { isTTY: false, write: text => said.push(text) },
    withBuild,
  }).then(
    () => 'ready',
    (error: Error) => error.message,
  );
  const calls = join(root, 'calls');
  return {
    outcome,
    said: said.join(''),
    calls: existsSync(calls) ? readFileSync(calls, 'utf8').trim().split('\n') : [],
  };
}

test('a missing node_modules is installed before the build', async () => {
  const { outcome, calls } = await setUpFolder({
    ...tools,
    'package-lock.json': lockFile('1.0.0'),
  });

  expect(outcome).toBe('ready');
  expect(calls).toEqual([...installs, 'turbo run build']);
});

test('another version than the lock file has is installed anew', async () => {
  const { calls } = await setUpFolder({
    ...tools,
    'package-lock.json': lockFile('1.0.1'),
    'node_modules/.package-lock.json': recordOf('1.0.0'),
  });

  expect(calls).toEqual([...installs, 'turbo run build']);
});

test('the lock file and the installed packages agree: only the build runs', async () => {
  const { outcome, calls } = await setUpFolder({
    ...tools,
    'package-lock.json': lockFile('1.0.0'),
    'node_modules/.package-lock.json': recordOf('1.0.0'),
  });

  expect(outcome).toBe('ready');
  expect(calls).toEqual(['turbo run build']);
});

test('a command that builds for itself gets what is installed alone', async () => {
  const { outcome, calls } = await setUpFolder(
    { ...tools, 'package-lock.json': lockFile('1.0.0') },
    false,
  );

  expect({ outcome, calls }).toEqual({ outcome: 'ready', calls: installs });
});

const installed = {
  'package-lock.json': lockFile('1.0.0'),
  'node_modules/.package-lock.json': recordOf('1.0.0'),
};

test.each([
  ['packages that are all built', 'a:build: cache hit, replaying logs 1f', ''],
  [
    'one package that is not',
    'a:build: cache hit, replaying logs 1f\nb:build: cache miss, executing 2e',
    'Building the packages (turbo run build) …\nBuilding the packages (turbo run build): done after 0 s\n',
  ],
])('of %s it says no more than is done', async (_what, printed, expected) => {
  const turbo = `#!/bin/sh\nprintf '%s\\n' '${printed}'\n`;
  const { outcome, said } = await setUpFolder({
    ...installed,
    'node_modules/.bin/turbo': turbo,
  });

  expect({ outcome, said: said.replace(/\d+ s/, '0 s') }).toEqual({
    outcome: 'ready',
    said: expected,
  });
});

test('a build that fails before it began is shown', async () => {
  const { outcome, said } = await setUpFolder({
    ...installed,
    'node_modules/.bin/turbo': '#!/bin/sh\necho "turbo.json is wrong"\nexit 1\n',
  });

  expect(outcome).toMatch(/^Building the packages .* ended with exit code 1/);
  expect(said).toContain('turbo.json is wrong');
});

test('a failing npm ci shows what it printed and names the step', async () => {
  const { outcome, said, calls } = await setUpFolder({
    ...tools,
    'bin/npm': '#!/bin/sh\n[ "$1" = ci ] || exit 0\necho "no room on the disk" >&2\nexit 7\n',
    'package-lock.json': lockFile('1.0.0'),
  });

  expect(outcome).toBe(
    'Installing the dependencies (npm ci) failed: "npm ci --include=dev --ignore-scripts" ended with exit code 7. Its output is above.',
  );
  expect(said).toContain('no room on the disk');
  expect(calls).toEqual([]);
});

test('npm is not on the path', async () => {
  const root = scratchFolder({ 'package-lock.json': lockFile('1.0.0') });

  await expect(setUp({ root, environment: { PATH: join(root, 'empty') } })).rejects.toThrow(
    /^npm was not found\. It comes with Node \(https:\/\/nodejs\.org\)/,
  );
});

test('Node 18 is refused before anything else', async () => {
  const root = scratchFolder({ 'package-lock.json': lockFile('1.0.0') });

  await expect(setUp({ root, nodeVersion: 'v18.20.4' })).rejects.toThrow(
    'This needs Node 20 or newer, and found v18.20.4. Install a current one from https://nodejs.org and try again.',
  );
});

test('the command is told to end while it installs', async () => {
  const root = scratchFolder({
    'bin/npm': '#!/bin/sh\n[ "$1" = ci ] || exit 0\necho installing\nexec sleep 60\n',
    'package-lock.json': lockFile('1.0.0'),
  });
  const script = `
    import { setUp } from '${import.meta.resolve('./setup.mjs')}';
    await setUp({ root: '${root}' }).catch(error => { console.log(error.message); process.exitCode = 1; });`;
  const command = spawn(process.execPath, ['--input-type=module', '--eval', script], {
    env: { ...process.env, PATH: [join(root, 'bin'), '/usr/bin', '/bin'].join(delimiter) },
  });
  let printed = '';
  command.stdout.on('data', (chunk: Buffer) => {
    printed += chunk.toString();
  });
  command.stderr.once('data', () => setTimeout(() => command.kill('SIGTERM'), 200));

  // "close" comes only when nobody holds the output any more: the step is gone as well.
  const code = await new Promise(resolve => command.on('close', resolve));

  expect({ code, printed }).toEqual({
    code: 1,
    printed: 'Installing the dependencies (npm ci) was interrupted.\n',
  });
});
