import type { CheckReport } from '../check/report.ts';
import type { Finding } from '../finding.ts';

const code = 'unset_variable';

/**
 * The report with one warning for all values whose variables are not set here: whoever checks files
 * without the environment of the backend has dozens of them. Errors, as `strictEnv` makes them, stay apart. Each of
 * the values still counts as a warning, as it does for `--max-warnings`.
 *
 * @param isPlaced - whether the warning has the place of the first value, which annotations need
 */
export function summarizeUnset(report: CheckReport, isPlaced: boolean): CheckReport {
  const unset = report.findings.filter(isUnset);
  const [first] = unset;
  if (first === undefined || unset.length === 1) return report;
  const summary = describe(unset);
  const { location } = first;
  const placed: Finding = isPlaced && location !== undefined ? { ...summary, location } : summary;
  return {
    ...report,
    findings: [...report.findings.filter(each => !isUnset(each)), placed],
    hiddenWarnings: (report.hiddenWarnings ?? 0) + unset.length - 1,
  };
}

function isUnset({ code: each, severity }: Finding): boolean {
  return each === code && severity === 'warning';
}

function describe(findings: readonly Finding[]): Finding {
  const names = [...new Set(findings.flatMap(({ variables = [] }) => variables))].sort();
  const unnamed = findings.some(({ variables }) => variables === undefined);
  const shown = [...names, ...(unnamed ? ['others whose names are not shown'] : [])].join(', ');
  return {
    severity: 'warning',
    code,
    message: `${findings.length} values were not checked, because their variables are not set here: ${shown}`,
    hint: 'To check the values, set the variables here too. --strict-env and --output json show the place of each.',
    ...(names.length === 0 ? {} : { variables: names }),
  };
}
