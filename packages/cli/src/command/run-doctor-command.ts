import { wantsColor } from '@rhdh-boost/internal/command-context';
import { formatPrintableJson } from '@rhdh-boost/internal/printable';
import { UsageError } from '@rhdh-boost/internal/usage-error';
import { readConfiguration } from '../configuration/read-configuration.ts';
import { createDoctorReport } from '../doctor/doctor-report.ts';
import { keycloakAccount, loginCommand } from '../doctor/kcadm.ts';
import { runSteps, type StepReport } from '../doctor/run-steps.ts';
import type { Step, StepContext, StepId } from '../doctor/step.ts';
import { steps as allSteps } from '../doctor/steps.ts';
import { formatEnd, formatStep } from '../doctor/text-report.ts';
import { pause, readDuration, temporaryFailures } from '../doctor/wait.ts';
import { ProgressLine } from '../output/progress.ts';
import type { BoostContext } from './boost-context.ts';
import type { ColorOption, ConfigurationOptions, JsonOption } from './common-options.ts';

/** The options of `boost doctor`. */
export interface DoctorOptions extends ConfigurationOptions, JsonOption, ColorOption {
  /** False with `--no-chat`. */
  readonly chat: boolean;
  /** The agent to examine, as `NAMESPACE/NAME` or `NAME`. Default: `boost.providers.kagenti.defaultAgent`. */
  readonly agent?: string;
  /** Whether warnings fail. */
  readonly strict?: true;
  /** For how long to try again: `60s`. */
  readonly wait?: string;
}

/** Names of Kubernetes: they are part of commands that the report prints. The namespace may be left out. */
const agentName = /^(?:[a-z\d][a-z\d-]*\/)?[a-z\d][a-z\d.-]*$/;

/** How long the doctor rests between two tries. */
const restMs = 3000;

/** The step that sends a chat message. It is sent once: a later try uses what it reported. */
const chatSteps: ReadonlySet<StepId> = new Set(['stream']);

/**
 * Runs the doctor, writes its report, and returns the exit code.
 *
 * @throws UsageError for options or files that cannot be used
 */
export async function runDoctorCommand(
  files: readonly string[],
  options: DoctorOptions,
  context: BoostContext,
  steps: readonly Step[] = allSteps,
): Promise<number> {
  const { stdout, cwd, env, signal } = context;
  const startedAt = performance.now();
  if (options.agent !== undefined && !agentName.test(options.agent)) {
    throw new UsageError(
      '--agent needs the namespace and the name of an agent, such as team1/weather-agent, in lower-case letters, digits, dots and hyphens.',
    );
  }
  const waitMs = options.wait === undefined ? 0 : readDuration(options.wait);
  const configuration = await readConfiguration(files, options, context);
  const style = { color: wantsColor(context, options), columns: stdout.columns };
  using progress = new ProgressLine(context);
  const write = (text: string) => {
    progress.clear();
    if (!options.json) stdout.write(text);
  };
  let current = '';
  const run = (earlier: ReadonlyMap<StepId, StepReport>) => {
    const stepContext: StepContext = {
      configuration,
      facts: {},
      chat: options.chat,
      agent: options.agent,
      cwd,
      env,
      signal,
      progress: text => progress.show(`${current}: ${text}`),
    };
    return runSteps(steps, stepContext, {
      onStart({ title }) {
        current = title;
        progress.show(title);
      },
      onStep(report) {
        // What will be tried again is not reported.
        if (waitMs === 0) write(formatStep(report, style));
      },
      earlier,
    });
  };
  const elapsedMs = () => Math.round(performance.now() - startedAt);
  const earlier = new Map<StepId, StepReport>();
  let reports: StepReport[] = [];
  let tries = 0;
  for (;;) {
    reports = await run(earlier);
    tries += 1;
    const failures = temporaryFailures(reports);
    const leftMs = waitMs - elapsedMs();
    if (signal.aborted || failures.length === 0 || leftMs <= 0) break;
    for (const report of reports) if (isSent(report)) earlier.set(report.id, report);
    const names = new Intl.ListFormat('en').format(failures.map(({ title }) => title));
    progress.show(`waiting for ${names}: ${Math.ceil(leftMs / 1000)} s left`);
    await pause(Math.min(restMs, leftMs), signal);
    if (signal.aborted) break;
  }
  if (waitMs > 0) for (const report of reports) write(formatStep(report, style));
  const report = createDoctorReport({
    files: configuration.files,
    tries,
    durationMs: elapsedMs(),
    steps: reports,
    isInterrupted: signal.aborted,
    strict: options.strict ?? false,
  });
  const account = keycloakAccount(configuration);
  write(formatEnd(report, style, account && loginCommand(account)));
  if (options.json) stdout.write(formatPrintableJson(report));
  return report.exitCode;
}

function isSent({ id, status }: StepReport): boolean {
  return chatSteps.has(id) && (status === 'ok' || status === 'warning');
}
