import type { Finding, Step, StepContext, StepId } from './step.ts';

/** How a step ended. */
export type StepStatus = 'ok' | 'warning' | 'failed' | 'skipped';

/** A step that is done. */
export interface StepReport {
  /** Which one. */
  readonly id: StepId;
  /** Its name for a person. */
  readonly title: string;
  /** How it ended. */
  readonly status: StepStatus;
  /** What it found out; for a skipped one, why it was skipped. */
  readonly summary: string;
  /** What is wrong. */
  readonly findings: readonly Finding[];
  /** The steps that explain why it was skipped. Default: it does not apply. */
  readonly because?: readonly StepId[];
  /** Facts for scripts. */
  readonly details?: Readonly<Record<string, unknown>>;
  /** How long it took, in milliseconds. */
  readonly durationMs: number;
}

/**
 * Runs steps one after another. A step is skipped if one that it needs failed, or was skipped because of one that
 * failed; a step that does not apply stops no other.
 *
 * @param steps - the steps, each after those that it needs
 * @param context - what they work with
 * @param onStep - takes each report when its step is done
 */
export async function runSteps(
  steps: readonly Step[],
  context: StepContext,
  onStep: (report: StepReport) => void = () => {},
): Promise<StepReport[]> {
  const reports: StepReport[] = [];
  for (const step of steps) {
    context.signal.throwIfAborted();
    const because = explainSkip(step, reports);
    const report =
      because.length > 0 ? skippedReport(step, because, reports) : await runStep(step, context);
    reports.push(report);
    onStep(report);
  }
  return reports;
}

/** The failed steps because of which a step makes no sense. */
function explainSkip({ needs }: Step, reports: readonly StepReport[]): StepId[] {
  const causes = reports
    .filter(({ id }) => needs.includes(id))
    .flatMap(({ id, status, because = [] }) => (status === 'failed' ? [id] : because));
  return [...new Set(causes)];
}

function skippedReport(
  { id, title }: Step,
  because: readonly StepId[],
  reports: readonly StepReport[],
): StepReport {
  const names = reports.filter(report => because.includes(report.id)).map(report => report.title);
  const summary = `because of ${new Intl.ListFormat('en').format(names)}`;
  return { id, title, status: 'skipped', summary, findings: [], because, durationMs: 0 };
}

async function runStep(step: Step, context: StepContext): Promise<StepReport> {
  const { id, title } = step;
  const startedAt = performance.now();
  const outcome = await step.run(context);
  const durationMs = Math.round(performance.now() - startedAt);
  if ('skipped' in outcome) {
    return { id, title, status: 'skipped', summary: outcome.skipped, findings: [], durationMs };
  }
  const { summary, findings = [], details } = outcome;
  const status = statusOf(findings);
  return { id, title, status, summary, findings, ...(details && { details }), durationMs };
}

function statusOf(findings: readonly Finding[]): StepStatus {
  if (findings.length === 0) return 'ok';
  return findings.some(({ severity }) => severity === 'error') ? 'failed' : 'warning';
}
