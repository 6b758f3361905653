import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { expect, test } from 'vitest';

const builtCommand = join(import.meta.dirname, '../../bin/boost.js');

function start(args: readonly string[]) {
  return spawn(process.execPath, [builtCommand, ...args], {
    env: { PATH: process.env['PATH'] },
    timeout: 30_000,
    stdio: ['pipe', 'pipe', 'pipe'],
  });
}

test('Ctrl-C ends what waits for standard input, with 130 [boost-command/Interruption ends with 130]', async () => {
  const child = start(['config', 'check', '-']);
  // More than a pipe takes: when all of it is written, the command reads.
  await new Promise(resolve => {
    child.stdin.write('# text\n'.repeat(200_000), resolve);
  });
  const ended = once(child, 'exit');
  child.kill('SIGINT');
  expect(await ended).toEqual([130, null]);
});

test('a reader that leaves early is no failure', async () => {
  const child = start(['--help']);
  child.stdout.destroy();
  const [stderr, [exitCode]] = await Promise.all([text(child.stderr), once(child, 'exit')]);
  expect([stderr, exitCode]).toEqual(['', 0]);
});
