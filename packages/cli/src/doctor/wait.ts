import { setTimeout } from 'node:timers/promises';
import { UsageError } from '@rhdh-boost/internal/usage-error';
import type { StepReport } from './run-steps.ts';

const unitMs = { ms: 1, s: 1000, m: 60_000, h: 3_600_000 } as const;
const longestMs = 24 * unitMs.h;

/**
 * Reads a duration of the command line.
 *
 * @param text - A number with a unit: `90s`, `2m`, `500ms`, `1h`. A bare number is in seconds.
 * @returns Milliseconds.
 * @throws UsageError for anything else, and for more than a day
 */
export function readDuration(text: string): number {
  const { number, unit = 's' } =
    /^(?<number>\d+(?:\.\d+)?)(?<unit>ms|s|m|h)?$/.exec(text.trim())?.groups ?? {};
  const milliseconds = Number(number) * (isUnit(unit) ? unitMs[unit] : Number.NaN);
  if (milliseconds > 0 && milliseconds <= longestMs) return milliseconds;
  throw new UsageError(
    '--wait needs a duration of at most 24 hours, such as 90s, 2m or 1h. Write the number and the unit together.',
  );
}

function isUnit(text: string): text is keyof typeof unitMs {
  return Object.hasOwn(unitMs, text);
}

/**
 * The failed steps, if time alone can fix every one of them, as at the start of a server. Otherwise, and if none
 * failed, an empty list.
 */
export function temporaryFailures(reports: readonly StepReport[]): readonly StepReport[] {
  const failed = reports.filter(({ status }) => status === 'failed');
  const arePassing = failed.every(({ findings }) =>
    findings.every(({ severity, isTemporary }) => severity === 'warning' || isTemporary === true),
  );
  return arePassing ? failed : [];
}

/** Waits; it ends early, without an error, when the signal is aborted. */
export async function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  await setTimeout(milliseconds, undefined, { signal }).catch(() => undefined);
}
