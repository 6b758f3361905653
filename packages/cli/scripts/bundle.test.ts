import { spawnSync } from 'node:child_process';
import { globSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { unpackPackage } from '@rhdh-boost/test-support/unpack-package';
import { describe, expect, it } from 'vitest';
import { folderWith } from '../test/run-boost.fixture.ts';

const root = join(import.meta.dirname, '..');
const config = `boost:
  security: { mode: full }
  kagenti:
    auth:
      issuer: http://127.0.0.1:9/realms/boost
      clientId: boost
      clientSecret: \${BOOST_PACKED_SECRET}
  providers: { kagenti: { baseUrl: "http://127.0.0.1:9" } }
`;

/** The package as npm packs it, in a folder with nothing beside it. */
const unpack = () => unpackPackage(root, folderWith());

function runPacked(folder: string, args: readonly string[], cwd: string) {
  const program = join(folder, 'bin/boost.js');
  const { stdout, stderr, status } = spawnSync(process.execPath, [program, ...args], {
    cwd,
    encoding: 'utf8',
    env: { ...process.env, BOOST_PACKED_SECRET: 'canary-5b0e9d7c41f2a836' },
  });
  return { stdout, stderr, status };
}

describe('packed command', () => {
  it('runs with no package beside it [boost-command/Packed boost runs alone]', () => {
    const folder = unpack();
    const cwd = folderWith({ 'app-config.yaml': config });
    const { version }: { version: string } = JSON.parse(
      readFileSync(join(root, 'package.json'), 'utf8'),
    );
    expect(runPacked(folder, ['--version'], cwd)).toEqual({
      stdout: `${version}\n`,
      stderr: '',
      status: 0,
    });
    expect(runPacked(folder, ['config', 'check'], cwd)).toMatchObject({ stderr: '', status: 0 });
    const { stdout, stderr } = runPacked(folder, ['doctor', '--json'], cwd);
    expect(JSON.parse(stdout).steps[0]).toMatchObject({ id: 'configuration', status: 'ok' });
    expect(stdout + stderr).not.toContain('canary');
  });

  it('needs one file beside the launcher for help and version, and the runtime of the bundler', () => {
    const folder = unpack();
    const commandFolder = join(folder, 'dist/command');
    for (const file of readdirSync(commandFolder)) {
      if (!['program.cjs', 'rolldown-runtime.cjs'].includes(file))
        rmSync(join(commandFolder, file));
    }
    for (const args of [['--help'], ['--version'], ['doctor', '--help'], ['help', 'doctor']]) {
      expect({ args, ...runPacked(folder, args, folder) }).toMatchObject({ stderr: '', status: 0 });
    }
    expect(runPacked(folder, ['doctor'], folder).status).not.toBe(0);
  });

  it('names the Node version that it needs on an older one [boost-command/Older Node gets the version that boost needs]', () => {
    const older =
      "data:text/javascript,Object.defineProperty(process, 'versions', { value: { node: '20.19.4' } })";
    const program = join(root, 'bin/boost.js');
    const { stdout, stderr, status } = spawnSync(process.execPath, ['--import', older, program], {
      encoding: 'utf8',
    });
    expect({ stdout, stderr, status }).toEqual({
      stdout: '',
      stderr: 'boost needs Node 22.19 or newer, and this is 20.19.4. Run it with another Node.\n',
      status: 2,
    });
  });

  it('packs the program, its licences and three documents, without source maps', () => {
    const folder = unpack();
    const files = globSync('**/*.*', { cwd: folder }).filter(
      file => !/^dist\/command\/[\w.-]+\.cjs$/.test(file),
    );
    expect(files.sort()).toEqual([
      'CHANGELOG.md',
      'README.md',
      'bin/boost.js',
      'bin/package.json',
      'dist/boost.cjs',
      'package.json',
    ]);
    expect(readdirSync(folder)).toContain('LICENSE');
    expect(readFileSync(join(folder, 'bin/boost.js'), 'utf8')).toMatch(/^#!\/usr\/bin\/env node\n/);
  });

  it('has the licence of each package in the bundle [boost-command/Bundled packages have their licences]', () => {
    const licences = readFileSync(join(unpack(), 'dist/THIRD-PARTY-LICENSES'), 'utf8');
    const packages = licences.match(/^[@\w./-]+ \d+\.\d+\.\d+ \([\w.-]+\)$/gm) ?? [];
    expect(packages.map(line => line.replace(/ .*/, ''))).toEqual(
      expect.arrayContaining(['commander', 'yaml', 'zod']),
    );
    expect(
      licences.match(
        /Permission (?:is hereby granted|to use)|Redistribution and use|Apache License/g,
      )?.length,
    ).toBeGreaterThanOrEqual(packages.length);
  });

  it('is ASCII, and has no syntax that Node 22 lacks', () => {
    const files = globSync('dist/{,command/}*.cjs', { cwd: root });
    expect(files.length).toBeGreaterThan(3);
    for (const file of files) {
      const text = readFileSync(join(root, file), 'utf8');
      expect({ file, isAscii: !/[^\0-\x7f]/.test(text) }).toEqual({ file, isAscii: true });
      expect(text).not.toMatch(/[;{}\n](?:await )?using [\w$]+=/);
    }
  });
});
