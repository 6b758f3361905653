import type { CheckReport } from '../check/report.ts';
import { formatReport } from '../report/format-report.ts';
import { createPaint } from '../report/paint.ts';
import type { ReportOutput } from '../report/report-output.ts';
import { writeSummary } from '../report/summary.ts';
import { findRepositoryRoot } from '../settings/find-settings.ts';
import type { ConfigContext } from './config-context.ts';

/** Writes a report for programs, which stays parsable: the summary is for the log. */
export function writeDocument(
  report: CheckReport,
  output: ReportOutput,
  { cwd, env, stdout, stderr, version }: ConfigContext,
): void {
  const root = env['GITHUB_WORKSPACE'] || findRepositoryRoot(cwd);
  stdout.write(
    formatReport(report, {
      output,
      cwd,
      root,
      ...(version === undefined ? {} : { version }),
    }),
  );
  stderr.write(writeSummary(report, createPaint(false)));
}
