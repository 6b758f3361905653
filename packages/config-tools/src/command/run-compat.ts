import { type CommandContext, wantsColor } from '@rhdh-boost/internal/command-context';
import { compareConfiguration } from '../compat/compare-configuration.ts';
import { type CompatOutput, formatCompat } from '../compat/format-compat.ts';
import { chooseRegistry } from './choose-registry.ts';
import type { ColorOption, FieldsOption } from './common-options.ts';

/** The options of `boost-config compat`. */
export interface CompatCommandOptions extends FieldsOption, ColorOption {
  readonly against: string;
  readonly path?: string;
  readonly current?: string;
  readonly accept?: readonly string[];
  readonly output: CompatOutput;
}

/** Compares the fields with a baseline, and returns the exit code: 1 when a change is, or may be, breaking. */
export async function runCompat(
  options: CompatCommandOptions,
  context: CommandContext,
): Promise<number> {
  const { against, path, current, accept, output } = options;
  const { cwd, stdout } = context;
  const report = await compareConfiguration({
    against,
    ...(path === undefined ? {} : { path }),
    ...(current === undefined ? {} : { current }),
    ...(accept === undefined ? {} : { accept }),
    registry: await chooseRegistry(options, context),
    cwd,
  });
  stdout.write(formatCompat(report, { output, color: wantsColor(context, options) }));
  return report.exitCode;
}
