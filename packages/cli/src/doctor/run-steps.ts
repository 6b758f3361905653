import { codeOf, isError, nameOf } from '@rhdh-boost/internal/error-name';
import { hideSecrets } from './hidden-secrets.ts';
import type { Finding, Step, StepContext, StepId, StepOutcome } from './step.ts';

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

/** Who gets the reports of the steps, and what of an earlier try counts. */
export interface RunOptions {
  /** Takes each step before it runs. */
  readonly onStart?: (step: Step) => void;
  /** Takes each report when its step is done. */
  readonly onStep?: (report: StepReport) => void;
  /** Reports of an earlier try, whose steps are not run again. Default: none. */
  readonly earlier?: ReadonlyMap<StepId, StepReport>;
}

/** How long a step may take if it sets no limit itself, in milliseconds. */
const defaultTimeoutMs = 15_000;
/** How many characters of a text are reported. */
const longestText = 2_000;

/**
 * Runs steps one after another. A step is skipped if one that it needs failed, or was skipped because of one that
 * failed; a step that does not apply stops no other. A step that throws, or does not end in time, failed.
 *
 * @param steps - the steps, each after those that it needs
 * @param context - what they work with; its signal ends the run
 * @param options - who gets the reports, and those of an earlier try
 * @returns The reports. After the signal was aborted: those of the steps that were done.
 */
export async function runSteps(
  steps: readonly Step[],
  context: StepContext,
  { onStart = () => {}, onStep = () => {}, earlier }: RunOptions = {},
): Promise<StepReport[]> {
  const reports: StepReport[] = [];
  for (const step of steps) {
    if (context.signal.aborted) break;
    const because = explainSkip(step, reports);
    let report = earlier?.get(step.id);
    if (because.length > 0) report = skippedReport(step, because, reports);
    if (report === undefined) {
      onStart(step);
      report = await runStep(step, context);
      // What a step reports after Ctrl-C is about the interruption.
      if (context.signal.aborted) break;
    }
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
  const outcome = hideSecrets(await outcomeOf(step, context), context);
  const durationMs = Math.round(performance.now() - startedAt);
  if ('skipped' in outcome) {
    return { id, title, status: 'skipped', summary: outcome.skipped, findings: [], durationMs };
  }
  const { details } = outcome;
  const summary = clip(outcome.summary);
  const findings = (outcome.findings ?? []).map(clipFinding);
  const status = statusOf(findings);
  return { id, title, status, summary, findings, ...(details && { details }), durationMs };
}

function clipFinding(finding: Finding): Finding {
  return { ...finding, message: clip(finding.message), remedy: clip(finding.remedy) };
}

/** Parts of a text may be from a server, which may send anything. */
function clip(text: string): string {
  return text.length > longestText ? `${text.slice(0, longestText)}…` : text;
}

/** What a step found out. It never rejects, and ends in time, whatever the step does. */
async function outcomeOf(step: Step, context: StepContext): Promise<StepOutcome> {
  const { timeoutMs = defaultTimeoutMs } = step;
  const timeout = new AbortController();
  const timer = setTimeout(() => timeout.abort(), timeoutMs);
  const signal = AbortSignal.any([context.signal, timeout.signal]);
  try {
    return await Promise.race([
      // A step that throws before it returns a promise rejects here, too.
      (async () => step.run({ ...context, signal }))(),
      abortOf(signal),
    ]);
  } catch (error) {
    return timeout.signal.aborted ? timeoutOutcome(timeoutMs) : defectOutcome(error);
  } finally {
    clearTimeout(timer);
  }
}

function abortOf(signal: AbortSignal): Promise<never> {
  return new Promise((_resolve, reject) => {
    const refuse = () => reject(signal.reason);
    if (signal.aborted) refuse();
    else signal.addEventListener('abort', refuse, { once: true });
  });
}

function timeoutOutcome(timeoutMs: number): StepOutcome {
  const seconds = `${timeoutMs / 1000} s`;
  return {
    summary: `no result within ${seconds}`,
    findings: [
      {
        severity: 'error',
        code: 'timeout',
        message: `This step did not end within ${seconds}. A server that it asked accepts connections, and does not answer or does not end its answer.`,
        remedy:
          'Check that the server works, and that no proxy, firewall or network policy on the way drops its answers.',
        isTemporary: true,
      },
    ],
  };
}

/** The message of an error that nobody foresaw could quote a secret, so only its kind and its place are shown. */
function defectOutcome(error: unknown): StepOutcome {
  const kind = codeOf(error) ?? nameOf(error) ?? 'Error';
  const stack = isError(error) ? (error.stack ?? '') : '';
  const places = stack.split('\n').filter(line => /^ {4}at /.test(line));
  return {
    summary: 'boost itself failed',
    findings: [
      {
        severity: 'error',
        code: 'internal',
        message: `boost itself failed at this step (${kind}).`,
        remedy:
          'Report it at https://github.com/redhat-developer/rhdh-boost/issues with this step of "boost doctor --json", which contains the places in the code.',
      },
    ],
    details: { places: places.map(place => place.trim()) },
  };
}

function statusOf(findings: readonly Finding[]): StepStatus {
  if (findings.length === 0) return 'ok';
  return findings.some(({ severity }) => severity === 'error') ? 'failed' : 'warning';
}
