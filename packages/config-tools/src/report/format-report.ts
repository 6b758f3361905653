import type { CheckReport } from '../check/report.ts';
import { formatGithubReport } from './github-report.ts';
import { formatJsonReport } from './json-report.ts';
import type { ReportOutput } from './report-output.ts';
import { formatSarifReport } from './sarif-report.ts';
import { summarizeUnset } from './summarize-unset.ts';
import { formatTextReport } from './text-report.ts';

/** How findings are written. */
export interface ReportFormat {
  /** The form. */
  readonly output: ReportOutput;
  /** Whether text has colours, for a terminal. Default: no. */
  readonly color?: boolean;
}

/**
 * Writes findings. The result holds no value of a file: code frames show keys and punctuation
 * alone. Characters that could forge or hide output are escaped.
 *
 * @param report - what `checkAppConfig` gave
 * @param format - the form
 * @returns the text, ending in a line break; empty for `text` and `github` when nothing was found
 */
export function formatReport(report: CheckReport, { output, color = false }: ReportFormat): string {
  const shown = output === 'json' ? report : summarizeUnset(report, output !== 'text');
  return formatters[output](shown, color);
}

const formatters: Readonly<Record<ReportOutput, (report: CheckReport, color: boolean) => string>> =
  {
    text: formatTextReport,
    json: formatJsonReport,
    github: formatGithubReport,
    sarif: formatSarifReport,
  };
