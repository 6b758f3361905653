import type { LeftBehind } from './clean-up.ts';
import type { Row } from './journal.ts';
import { type OutcomeKind, outcomeText } from './outcome.ts';

/** What a walk found out. */
export interface LiveReport {
  readonly baseUrl: string;
  readonly namespace: string;
  /** What the names of the suite's own resources began with. */
  readonly prefix: string;
  readonly rows: readonly Row[];
  /** How many rows there are of each outcome. */
  readonly summary: Readonly<Record<OutcomeKind, number>>;
  readonly leftBehind: readonly LeftBehind[];
  readonly interrupted: boolean;
}

/** Counts the rows. */
export function summarize(rows: readonly Row[]): LiveReport['summary'] {
  const count = (kind: OutcomeKind): number =>
    rows.filter(({ outcome }) => outcome === kind).length;
  return {
    ok: count('ok'),
    drift: count('drift'),
    roleMissing: count('roleMissing'),
    featureOff: count('featureOff'),
    notTried: count('notTried'),
    failed: count('failed'),
  };
}

/** The exit code that a report deserves; of a strict walk, every operation has to be `ok`. */
export function exitCodeOf(
  { rows, summary, leftBehind, interrupted }: LiveReport,
  isStrict: boolean,
): 0 | 1 | 130 {
  if (interrupted) return 130;
  const notWell = isStrict ? rows.length - summary.ok : summary.failed + summary.drift;
  return notWell + leftBehind.length > 0 ? 1 : 0;
}

/** The table, and a line that sums it up. */
export function reportText({ rows, summary, leftBehind }: LiveReport): string {
  const cells = [
    ['operation', 'status', 'ms', 'drift', 'outcome'],
    ...rows.map(({ operation, status, ms, drift, outcome, detail }) => [
      operation,
      String(status ?? ''),
      String(ms ?? ''),
      drift.join(', '),
      outcomeText({ kind: outcome, ...(detail === undefined ? {} : { detail }) }),
    ]),
  ];
  const widths = [0, 1, 2, 3].map(column =>
    Math.max(...cells.map(row => row[column]?.length ?? 0)),
  );
  const lines = cells.map(row =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd(),
  );
  const { ok, drift, roleMissing, featureOff, notTried, failed } = summary;
  return [
    ...lines,
    '',
    `${rows.length} operations: ${ok} ok, ${drift} drift, ${roleMissing} without the role, ${featureOff} without the feature, ${notTried} not tried, ${failed} failed.`,
    ...leftBehind.map(({ what, why }) => `Left behind: ${what}. ${why}`),
  ].join('\n');
}
