import type { CheckReport } from '../check/report.ts';

/** How many findings there are of each severity. */
export interface FindingCounts {
  readonly errors: number;
  readonly warnings: number;
}

/** Counts findings by severity. */
export function countFindings({
  findings,
  hiddenWarnings = 0,
}: Pick<CheckReport, 'findings' | 'hiddenWarnings'>): FindingCounts {
  const errors = findings.filter(({ severity }) => severity === 'error').length;
  return { errors, warnings: findings.length - errors + hiddenWarnings };
}
