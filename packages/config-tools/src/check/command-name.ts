import type { CheckReport } from './report.ts';

/** The name where a subcommand or option follows, so that the name of `boost-config.yaml` stays. */
const usedName =
  /\bboost-config(?= (?:check|explain|migrate|init|schema|compat|help|<command>|--help|\[)(?!\w))/g;

/**
 * A text of ours about what to run, with the name under which the command runs.
 *
 * @param text - the text, which says `boost-config`
 * @param name - the name; undefined for `boost-config`
 */
export function nameCommand(text: string, name: string | undefined): string {
  return name === undefined ? text : text.replaceAll(usedName, () => name);
}

/** A report whose findings use that name. */
export function nameInFindings<Report extends CheckReport>(
  report: Report,
  name: string | undefined,
): Report {
  if (name === undefined) return report;
  const findings = report.findings.map(finding => ({
    ...finding,
    message: nameCommand(finding.message, name),
    hint: nameCommand(finding.hint, name),
  }));
  return { ...report, findings };
}
