import { checkAppConfig } from '../check/check.ts';
import { formatReport } from '../report/format-report.ts';
import { makePrintable } from '../report/printable.ts';
import type { ReportOutput } from '../report/report-output.ts';
import { chooseRegistry } from './choose-registry.ts';
import { type CommandContext, wantsColor } from './command-context.ts';
import type { ColorOption, FieldsOption } from './common-options.ts';

/** The options of `boost-config check`. */
export interface CheckCommandOptions extends FieldsOption, ColorOption {
  readonly output: ReportOutput;
  readonly strictEnv?: true;
  readonly allowOutside?: true;
  readonly connectFiles?: true;
}

/** Checks files, writes what was found, and gives the exit code. */
export async function runCheck(
  files: readonly string[],
  options: CheckCommandOptions,
  context: CommandContext,
): Promise<number> {
  const { output, strictEnv = false, allowOutside = false, connectFiles = false } = options;
  const { cwd, env, stdout } = context;
  const registry = await chooseRegistry(options, context);
  const strictness = { strictEnv, allowOutside, connectFiles };
  const report = await checkAppConfig({ files, cwd, env, registry, ...strictness });
  // A clean file prints nothing into a pipe, and one line on a terminal.
  if (output === 'text' && report.findings.length === 0 && stdout.isTTY) {
    const names = report.files.map(({ name }) => makePrintable(name));
    stdout.write(`No findings in ${names.join(', ')}.\n`);
  }
  const color = report.findings.length > 0 && wantsColor(context, options);
  stdout.write(formatReport(report, { output, color }));
  return report.exitCode;
}
