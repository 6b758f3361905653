import { formatPrintableJson } from '@rhdh-boost/internal/printable';
import { formatTextReport } from '../report/text-report.ts';
import type { CompatReport } from './compare-configuration.ts';
import { compatRules } from './compat-rules.ts';
import { formatCompatMarkdown } from './format-compat-markdown.ts';
import { formatCompatText } from './format-compat-text.ts';
import { wantedSteps } from './wanted-steps.ts';

/** The form of a comparison: `text` for people, `json` for programs, `markdown` for a pull request. */
export type CompatOutput = 'text' | 'json' | 'markdown';

/** How a comparison is written. */
export interface CompatFormat {
  /** The form; `text` by default. */
  readonly output?: CompatOutput;
  /** Whether text has colours, for a terminal; false by default. */
  readonly color?: boolean;
}

/** Writes a comparison; one that could not be made has its findings instead of changes. */
export function formatCompat(
  report: CompatReport,
  { output = 'text', color = false }: CompatFormat = {},
): string {
  if (output === 'json') return formatPrintableJson(describeReport(report));
  if (output === 'markdown') return formatCompatMarkdown(report);
  return report.owner === undefined
    ? formatTextReport({ files: [], findings: report.findings, exitCode: 2 }, color)
    : formatCompatText(report, color);
}

function describeReport({ changes, ...report }: CompatReport): unknown {
  return {
    ...report,
    wantedSteps: wantedSteps(changes) ?? null,
    changes: changes.map(change => ({ ...change, reason: compatRules[change.rule].reason })),
  };
}
