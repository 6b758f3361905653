import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { shellWords } from '../src/doctor/kcadm.ts';

/** What the built command wrote and ended with. */
export interface ProcessResult {
  readonly stdout: string;
  readonly stderr: string;
  /** The exit code; null if a signal ended it. */
  readonly exitCode: number | null;
}

/** Where the built command runs. */
export interface ProcessPlace {
  /** Default: the folder of the tests. */
  readonly cwd?: string;
  /** Variables besides PATH. Default: none. */
  readonly env?: NodeJS.ProcessEnv;
}

const program = join(import.meta.dirname, '../bin/boost.js');
/** A process that a test leaves behind ends nevertheless. */
const timeout = 60_000;

/** Starts the built command. */
export function startBoost(args: readonly string[], { cwd, env }: ProcessPlace = {}) {
  const child = spawn(process.execPath, [program, ...args], {
    cwd,
    env: { PATH: process.env['PATH'], ...env },
    timeout,
  });
  const written = { stdout: '', stderr: '' };
  for (const name of ['stdout', 'stderr'] as const) {
    child[name].setEncoding('utf8').on('data', (piece: string) => {
      written[name] += piece;
    });
  }
  const ended = once(child, 'close').then(
    ([exitCode]): ProcessResult => ({ ...written, exitCode }),
  );
  return { child, written, ended };
}

/** Whether a terminal can be had: `script` of util-linux, which opens one without a native module. */
export const hasTerminal = /util-linux/.test(
  spawnSync('script', ['--version'], { encoding: 'utf8' }).stdout ?? '',
);

/** Starts the built command on a terminal with settings of `stty`. The terminal shows its process id first: `<123>`. */
export function startOnTerminal(args: readonly string[], cwd: string, settings: string) {
  const words = shellWords([process.execPath, program, ...args]);
  return spawn('script', ['-qfec', `stty ${settings}; echo "<$$>"; exec ${words}`, '/dev/null'], {
    cwd,
    env: { PATH: process.env['PATH'], TERM: 'xterm-256color', SHELL: '/bin/sh' },
    timeout,
  });
}
