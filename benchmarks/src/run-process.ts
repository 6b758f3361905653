import { spawnSync } from 'node:child_process';

/** A program to be started, and how. */
export interface Program {
  /** What Node is given: a script and its arguments. */
  readonly args: readonly string[];
  /** The folder that it runs in. */
  readonly cwd?: string;
  /** Variables besides those of this process. */
  readonly env?: Readonly<Record<string, string>>;
  /** The exit code that it must end with. Default: 0. */
  readonly status?: number;
}

/** What a program that ended as it should printed, and how long it took from start to end. */
export interface FinishedProgram {
  readonly stdout: string;
  readonly stderr: string;
  readonly milliseconds: number;
}

/** Runs the Node that runs this, in a new process. Throws an error with what it printed when it ends otherwise than it must. */
export function runNode({ args, cwd, env, status: wanted = 0 }: Program): FinishedProgram {
  // Where Node keeps compiled code is the program's own choice, not this shell's.
  const { NODE_COMPILE_CACHE: _, NODE_OPTIONS: __, ...inherited } = process.env;
  const start = performance.now();
  const { status, stdout, stderr } = spawnSync(process.execPath, [...args], {
    cwd,
    env: { ...inherited, ...env, NO_COLOR: '1' },
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const milliseconds = performance.now() - start;
  if (status !== wanted) {
    throw new Error(`"node ${args.join(' ')}" ended with ${status}:\n${stdout}${stderr}`);
  }
  return { stdout, stderr, milliseconds };
}
