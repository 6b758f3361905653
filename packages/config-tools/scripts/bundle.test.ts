import { spawnSync } from 'node:child_process';
import {
  globSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { unpackPackage } from '@rhdh-boost/test-support/unpack-package';
import { describe, expect, it, onTestFinished } from 'vitest';

const root = join(import.meta.dirname, '..');

function scratchFolder(files: Readonly<Record<string, string>> = {}): string {
  const folder = mkdtempSync(join(tmpdir(), 'boost-config-packed-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  return folder;
}

/** The package as npm packs it, in a folder with nothing beside it. */
const unpack = () => unpackPackage(root, scratchFolder());

function runPacked(folder: string, args: readonly string[], cwd: string) {
  const program = join(folder, 'bin/boost-config.js');
  const { stdout, stderr, status } = spawnSync(process.execPath, [program, ...args], {
    cwd,
    encoding: 'utf8',
  });
  return { stdout, stderr, status };
}

it('Speed: the command is ASCII, so that Node reads it fast', () => {
  const commands = globSync('dist/{,command/}*.cjs', { cwd: root });
  expect(commands.length).toBeGreaterThan(3);
  for (const file of commands) {
    expect(/[^\0-\x7f]/.test(readFileSync(join(root, file), 'utf8'))).toBe(false);
  }
});

describe('packed command', () => {
  it('runs each subcommand on its own [configuration-command/Packed command runs]', () => {
    const folder = unpack();
    const cwd = scratchFolder();
    const fields = join(root, '../config-schema/schema/fields.json');
    expect(runPacked(folder, ['init', '--write', 'app-config.yaml'], cwd).status).toBe(0);
    for (const args of [
      ['check'],
      ['explain'],
      ['migrate'],
      ['schema'],
      ['compat', '--against', fields],
      ['--version'],
    ]) {
      expect({ args, ...runPacked(folder, args, cwd) }).toMatchObject({
        args,
        stderr: '',
        status: 0,
      });
    }
    expect(readFileSync(join(folder, 'bin/boost-config.js'), 'utf8')).toMatch(
      /^#!\/usr\/bin\/env node\n/,
    );
  });

  it('says which Node it needs on an older one [configuration-command/Older Node is named the version it needs]', () => {
    const older =
      "data:text/javascript,Object.defineProperty(process, 'versions', { value: { node: '20.19.4' } })";
    const program = join(root, 'bin/boost-config.js');
    const { stdout, stderr, status } = spawnSync(process.execPath, ['--import', older, program], {
      encoding: 'utf8',
    });
    expect({ stdout, stderr, status }).toEqual({
      stdout: '',
      stderr:
        'boost-config needs Node 22.19 or newer, and this is 20.19.4. Run it with another Node.\n',
      status: 2,
    });
  });

  it('has no syntax that Node 22 lacks [configuration-command/Packed command runs]', () => {
    const folder = join(unpack(), 'dist/command');
    const files = readdirSync(folder).filter(name => name.endsWith('.cjs'));
    const text = files.map(name => readFileSync(join(folder, name), 'utf8')).join('\n');
    expect(text).not.toMatch(/[;{}\n](?:await )?using [\w$]+=/);
  });

  it('holds no source maps of the bundle [configuration-command/Packed command runs]', () => {
    const folder = join(unpack(), 'dist');
    const files = [...readdirSync(folder), ...readdirSync(join(folder, 'command'))];
    expect(files.some(name => /^boost-config\.c?js$/.test(name))).toBe(true);
    expect(
      files.filter(name => /\.cjs\.map$|^(?:boost-config|run-.*)\.cjs\.map$/.test(name)),
    ).toEqual([]);
  });

  it('holds the licence of each package in the bundle', () => {
    const licences = readFileSync(join(unpack(), 'dist/THIRD-PARTY-LICENSES'), 'utf8');
    for (const name of ['commander', 'diff', 'yaml', 'zod', 'zod-to-json-schema']) {
      expect(licences).toMatch(
        new RegExp(`^${name} \\d+\\.\\d+\\.\\d+ \\((?:MIT|ISC|BSD-3-Clause)\\)\\n\\n.`, 'm'),
      );
    }
    expect(
      licences.match(/Permission (?:is hereby granted|to use)|Redistribution and use/g),
    ).toHaveLength(5);
  });

  it('needs one file beside the launcher to check and for help', () => {
    const folder = unpack();
    const cwd = scratchFolder({ 'app-config.yaml': 'boost: { security: { mode: wrong } }\n' });
    const commandFolder = join(folder, 'dist/command');
    for (const file of readdirSync(commandFolder)) {
      if (file !== 'check.cjs') rmSync(join(commandFolder, file));
    }
    for (const library of ['check', 'load', 'compat', 'migrate']) {
      rmSync(join(folder, 'dist', library), { recursive: true });
    }
    expect(runPacked(folder, ['check'], cwd)).toMatchObject({ stderr: '', status: 1 });
    expect(runPacked(folder, ['migrate', '--help'], cwd)).toMatchObject({ stderr: '', status: 0 });
    expect(runPacked(folder, ['explain'], cwd).status).not.toBe(0);
  });
});
