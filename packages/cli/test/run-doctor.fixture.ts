import { spawn } from 'node:child_process';
import { join } from 'node:path';
import type { StepReport } from '../src/doctor/run-steps.ts';

const program = join(import.meta.dirname, '../bin/boost.js');

/** What came of a run of `boost doctor --json`. */
export interface DoctorRun {
  /** Its exit code. */
  readonly exitCode: number | null;
  /** The reports of the steps. */
  readonly steps: readonly StepReport[];
  /** All that it wrote. */
  readonly output: string;
  /** How long it took, the start of Node included. */
  readonly seconds: number;
}

/** Runs the built program in a process. */
export async function runDoctor(
  args: readonly string[],
  { cwd, env }: { cwd: string; env: NodeJS.ProcessEnv },
): Promise<DoctorRun> {
  const startedAt = performance.now();
  const child = spawn(process.execPath, [program, 'doctor', '--json', ...args], {
    cwd,
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const written = { stdout: '', stderr: '' };
  for (const name of ['stdout', 'stderr'] as const) {
    child[name].setEncoding('utf8').on('data', text => {
      written[name] += text;
    });
  }
  const exitCode = await new Promise<number | null>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', resolve);
  });
  const seconds = (performance.now() - startedAt) / 1000;
  const output = written.stdout + written.stderr;
  if (!written.stdout.startsWith('{')) throw new Error(`boost doctor wrote no report:\n${output}`);
  const { steps }: { steps: StepReport[] } = JSON.parse(written.stdout);
  return { exitCode, steps, output, seconds };
}
