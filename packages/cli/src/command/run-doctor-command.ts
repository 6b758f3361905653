import { wantsColor } from '@rhdh-boost/internal/command-context';
import { formatPrintableJson } from '@rhdh-boost/internal/printable';
import { readConfiguration } from '../configuration/read-configuration.ts';
import { runSteps } from '../doctor/run-steps.ts';
import { steps } from '../doctor/steps.ts';
import { formatStep } from '../doctor/text-report.ts';
import type { BoostContext } from './boost-context.ts';
import type { ColorOption, ConfigurationOptions, JsonOption } from './common-options.ts';
import { exitCodes } from './exit-codes.ts';

/** The options of `boost doctor`. */
export interface DoctorOptions extends ConfigurationOptions, JsonOption, ColorOption {
  /** False with `--no-chat`. */
  readonly chat: boolean;
  /** The agent to examine, as `NAMESPACE/NAME`. Default: `boost.providers.kagenti.defaultAgent`. */
  readonly agent?: string;
}

/** Runs the doctor, writes its report, and returns the exit code. */
export async function runDoctorCommand(
  files: readonly string[],
  options: DoctorOptions,
  context: BoostContext,
): Promise<number> {
  const { stdout, cwd, env, signal } = context;
  const configuration = await readConfiguration(files, options, context);
  const color = wantsColor(context, options);
  const reports = await runSteps(
    steps,
    {
      configuration,
      facts: {},
      chat: options.chat,
      agent: options.agent,
      cwd,
      env,
      signal,
      progress: () => {},
    },
    report => {
      if (!options.json) stdout.write(formatStep(report, color));
    },
  );
  const exitCode = reports.some(({ status }) => status === 'failed')
    ? exitCodes.failed
    : exitCodes.ok;
  if (options.json) {
    stdout.write(formatPrintableJson({ files: configuration.files, steps: reports, exitCode }));
  }
  return exitCode;
}
