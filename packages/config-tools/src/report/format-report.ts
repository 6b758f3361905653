import type { CheckReport } from '../check/report.ts';
import { formatGithubReport } from './github-report.ts';
import { formatJsonReport } from './json-report.ts';
import type { ReportOutput } from './report-output.ts';
import type { RepositoryPlace } from './repository-path.ts';
import { formatSarifReport } from './sarif-report.ts';
import { summarizeUnset } from './summarize-unset.ts';
import { formatTextReport } from './text-report.ts';

/** How findings are written. */
export interface ReportFormat {
  /** The form. */
  readonly output: ReportOutput;
  /** Whether text has colours, for a terminal. Default: no. */
  readonly color?: boolean;
  /** The folder that relative file names start from. Default: the process's own. */
  readonly cwd?: string;
  /**
   * The root of the repository, to which `github` and `sarif` make file names relative. Default:
   * `cwd`, so that the names stay as they are.
   */
  readonly root?: string;
  /** The version of the tool in `sarif`. Default: that of this package. */
  readonly version?: string;
}

/**
 * Writes findings. The result holds no value of a file: code frames show keys and punctuation
 * alone. Characters that could forge or hide output are escaped.
 *
 * @param report - what `checkAppConfig` gave
 * @param format - the form
 * @returns the text, ending in a line break; empty for `github`, and for a migration's `text`, when
 * nothing was found
 */
export function formatReport(report: CheckReport, format: ReportFormat): string {
  const { output, color = false, cwd = process.cwd(), root = cwd, version } = format;
  const shown = output === 'json' ? report : summarizeUnset(report, output !== 'text');
  return formatters[output](shown, { color, cwd, root, version });
}

type Formatter = (
  report: CheckReport,
  format: RepositoryPlace & { color: boolean; version: string | undefined },
) => string;

const formatters: Readonly<Record<ReportOutput, Formatter>> = {
  text: (report, { color }) => formatTextReport(report, color),
  json: formatJsonReport,
  github: formatGithubReport,
  sarif: formatSarifReport,
};
