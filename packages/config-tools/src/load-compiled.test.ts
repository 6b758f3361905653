import { globSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { cleanSummary, folderWith, runBuilt } from '../test/command/command.fixture.ts';

/** A folder with a configuration, and the built command there with its own folder for compiled code. */
function place() {
  const cwd = folderWith({ 'app-config.yaml': 'boost:\n  security:\n    mode: full\n' });
  const run = (args: readonly string[], env: Readonly<Record<string, string>> = {}) =>
    runBuilt(args, { cwd, env: { NODE_COMPILE_CACHE: join(cwd, 'compiled'), ...env } });
  const compiled = () => globSync('compiled/*/check.cjs-*', { cwd }).map(file => join(cwd, file));
  return { run, compiled };
}

const clean = { stdout: cleanSummary, stderr: '', exitCode: 0 };

it('Speed: what a run compiled is used by the next one', async () => {
  const { run, compiled } = place();
  expect(await run(['check'])).toEqual(clean);
  const [file = ''] = compiled();
  expect(file).toMatch(/check\.cjs-[0-9a-f]+$/);
  const { ino, size } = statSync(file);
  // Functions are in it, and not only what V8 compiles before a file runs.
  expect(size).toBeGreaterThan(500_000);

  expect(await run(['check'])).toEqual(clean);

  expect(statSync(file).ino).toBe(ino);
});

it('Speed: what other runs compile is added in time', async () => {
  const { run, compiled } = place();
  await run(['--version']);
  const [file = ''] = compiled();
  const { size } = statSync(file);
  // One run in eight adds it.
  for (let runs = 0; runs < 150 && statSync(file).size === size; runs += 1) {
    expect(await run(['check'])).toEqual(clean);
  }

  expect(statSync(file).size).toBeGreaterThan(size * 1.2);
  expect(compiled()).toEqual([file]);
}, 60_000);

it.each([
  ['cut', (bytes: Buffer) => bytes.subarray(0, bytes.length / 2)],
  ['changed', (bytes: Buffer) => Buffer.concat([bytes.subarray(0, -9), Buffer.from('a changed')])],
  ['empty', () => Buffer.alloc(0)],
])('Bad input: compiled code that was %s is compiled again', async (_, spoil) => {
  const { run, compiled } = place();
  await run(['check']);
  const [file = ''] = compiled();
  const whole = readFileSync(file);
  writeFileSync(file, spoil(whole));

  expect(await run(['check'])).toEqual(clean);

  expect(readFileSync(file).length).toBeGreaterThan(whole.length / 2);
});

it.each([
  ['where Node keeps no compiled code', ['check'], { NODE_DISABLE_COMPILE_CACHE: '1' }, 0],
  ['where nothing can be written', ['check'], { NODE_COMPILE_CACHE: '/dev/null/none' }, 0],
  ['of wrong use', ['chekc'], {}, 2],
])('a run %s keeps none', async (_, args, env, exitCode) => {
  const { run, compiled } = place();
  expect((await run(args, env)).exitCode).toBe(exitCode);
  expect(compiled()).toEqual([]);
});
