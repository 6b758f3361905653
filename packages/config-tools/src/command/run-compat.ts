import { compareConfiguration } from '../compat/compare-configuration.ts';
import { formatCompat } from '../compat/format-compat.ts';
import { formatReport } from '../report/format-report.ts';
import { chooseRegistry } from './choose-registry.ts';
import { type CommandContext, wantsColor } from './command-context.ts';
import type { ColorOption, FieldsOption } from './common-options.ts';

/** The options of `boost-config compat`. */
export interface CompatCommandOptions extends FieldsOption, ColorOption {
  readonly against: string;
  readonly format: 'text' | 'json' | 'markdown';
}

/** Compares the fields with a baseline, and gives the exit code: 1 when a change is breaking. */
export async function runCompat(
  options: CompatCommandOptions,
  context: CommandContext,
): Promise<number> {
  const { against, format } = options;
  const { cwd, stdout } = context;
  const registry = await chooseRegistry(options, context);
  const color = wantsColor(context, options);
  const report = await compareConfiguration({ against, registry, cwd });
  stdout.write(
    report.exitCode === 2
      ? formatReport({ ...report, files: [] }, { output: 'text', color })
      : formatCompat(report, { output: format, color }),
  );
  return report.exitCode;
}
