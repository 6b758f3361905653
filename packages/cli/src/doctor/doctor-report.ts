import { exitCodes } from '../exit-codes.ts';
import type { StepReport, StepStatus } from './run-steps.ts';
import type { Finding } from './step.ts';

/** What `boost doctor --json` writes. Members are added to it; the version counts changes of others. */
export interface DoctorReport {
  /** The version of this form. */
  readonly version: 1;
  /** The worst status of a step; `interrupted` after Ctrl-C. */
  readonly status: 'ok' | 'warning' | 'failed' | 'interrupted';
  /** The exit code of the command. */
  readonly exitCode: number;
  /** The app-config files that were read, in the order in which they were merged. */
  readonly files: readonly string[];
  /** How many steps ended how. */
  readonly counts: Readonly<Record<StepStatus, number>>;
  /** How often the steps were run: more than once only with `--wait`. */
  readonly tries: number;
  /** How long everything took, in milliseconds. */
  readonly durationMs: number;
  /** The steps in their order; after Ctrl-C, those that were done. */
  readonly steps: readonly StepReport[];
}

/** What a report is made from. */
export interface DoctorRun extends Pick<DoctorReport, 'files' | 'tries' | 'durationMs' | 'steps'> {
  /** Whether Ctrl-C ended it. */
  readonly isInterrupted: boolean;
  /** Whether warnings fail it. */
  readonly strict: boolean;
}

/** Sums a run up. */
export function createDoctorReport(run: DoctorRun): DoctorReport {
  const { files, tries, durationMs, steps, isInterrupted, strict } = run;
  const counts = { failed: 0, warning: 0, ok: 0, skipped: 0 };
  for (const { status } of steps) counts[status] += 1;
  const worst = counts.failed > 0 ? 'failed' : counts.warning > 0 ? 'warning' : 'ok';
  const isBad = worst === 'failed' || (strict && worst === 'warning');
  const exitCode = isBad ? exitCodes.failed : exitCodes.ok;
  return {
    version: 1,
    status: isInterrupted ? 'interrupted' : worst,
    exitCode: isInterrupted ? exitCodes.interrupted : exitCode,
    files,
    counts,
    tries,
    durationMs,
    steps,
  };
}

/** What to fix first: the error of the first step that failed; if none failed, the first warning. */
export function firstTrouble(
  steps: readonly StepReport[],
): { readonly step: StepReport; readonly finding: Finding } | undefined {
  const step =
    steps.find(({ status }) => status === 'failed') ??
    steps.find(({ status }) => status === 'warning');
  const finding = step?.findings.find(({ severity }) => severity === 'error') ?? step?.findings[0];
  return step && finding && { step, finding };
}
