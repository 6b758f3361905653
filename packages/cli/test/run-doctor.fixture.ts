import type { StepReport } from '../src/doctor/run-steps.ts';
import { type ProcessPlace, startBoost } from './built-boost.fixture.ts';

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
export async function runDoctor(args: readonly string[], place: ProcessPlace): Promise<DoctorRun> {
  const startedAt = performance.now();
  const { child, ended } = startBoost(['doctor', '--json', ...args], place);
  child.stdin.end();
  const { stdout, stderr, exitCode } = await ended;
  const seconds = (performance.now() - startedAt) / 1000;
  const output = stdout + stderr;
  if (!stdout.startsWith('{')) throw new Error(`boost doctor wrote no report:\n${output}`);
  const { steps }: { steps: StepReport[] } = JSON.parse(stdout);
  return { exitCode, steps, output, seconds };
}
