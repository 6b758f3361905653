import { spawn, spawnSync } from 'node:child_process';
import { expect, test } from 'vitest';
import { scratchFolder } from '../common/scratch-folder.fixture.ts';

const runProgram = import.meta.resolve('./run-program.mjs');

/** A command that hands over to `program.mjs` beside it, with two arguments. */
function commandWith(program: string): string {
  return scratchFolder({
    'program.mjs': program,
    'command.mjs': `
      import { runProgram } from '${runProgram}';
      process.exitCode = await runProgram(process.execPath, ['program.mjs', 'a b', '--c'], {
        cwd: import.meta.dirname,
        environment: process.env,
      });`,
  });
}

test('the program gets the arguments, the command its exit code', () => {
  const folder = commandWith(
    'console.log(JSON.stringify(process.argv.slice(2))); process.exit(3);',
  );

  const { status, stdout } = spawnSync(process.execPath, ['command.mjs'], { cwd: folder });

  expect({ status, stdout: stdout.toString() }).toEqual({ status: 3, stdout: '["a b","--c"]\n' });
});

test.each(['SIGINT', 'SIGTERM'] as const)(
  '%s reaches the program, which ends in its own way',
  async signal => {
    const folder = commandWith(`
      process.on('${signal}', () => setTimeout(() => { console.log('cleaned up'); process.exit(5); }, 50));
      setInterval(() => {}, 1000);
      console.log('running');`);
    const command = spawn(process.execPath, ['command.mjs'], {
      cwd: folder,
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    let printed = '';
    command.stdout.on('data', (chunk: Buffer) => {
      printed += chunk.toString();
      if (chunk.toString().includes('running')) {
        command.kill(signal);
      }
    });

    const code = await new Promise(resolve => command.on('close', resolve));

    expect({ code, printed }).toEqual({ code: 5, printed: 'running\ncleaned up\n' });
  },
);
