import type { CommandContext } from '@rhdh-boost/internal/command-context';
import type { CheckReport } from '../check/report.ts';

/** What a run of the command works with, also as a part of another command. */
export interface ConfigContext extends CommandContext {
  /** What the command is called: `boost config`. Default: `boost-config`. */
  readonly name?: string;
  /** The version to print. Default: that of this package. */
  readonly version?: string;
}

/** The name where a subcommand or option follows, so that the name of `boost-config.yaml` stays. */
const usedName =
  /\bboost-config(?= (?:check|explain|migrate|init|schema|compat|help|<command>|--help|\[)(?!\w))/g;

/** A text of ours about what to run, with the name under which the command runs. */
export function nameCommand(text: string, { name }: ConfigContext): string {
  return name === undefined ? text : text.replaceAll(usedName, () => name);
}

/** A report whose findings use that name. */
export function nameInFindings<Report extends CheckReport>(
  report: Report,
  context: ConfigContext,
): Report {
  if (context.name === undefined) return report;
  const findings = report.findings.map(finding => ({
    ...finding,
    message: nameCommand(finding.message, context),
    hint: nameCommand(finding.hint, context),
  }));
  return { ...report, findings };
}
