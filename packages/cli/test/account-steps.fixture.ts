import type { Facts, Finding, Step, StepContext, StepOutcome } from '../src/doctor/step.ts';
import { configurationOf, stepContext } from './doctor-context.fixture.ts';

/** What a step about the account is run on. */
export interface Examined extends Partial<Omit<StepContext, 'configuration'>> {
  /** `boost.kagenti.auth`. */
  readonly auth?: Readonly<Record<string, unknown>>;
  /** `boost.providers.kagenti`. */
  readonly kagenti?: Readonly<Record<string, unknown>>;
  /** Other members of `boost`. */
  readonly boost?: Readonly<Record<string, unknown>>;
  /** What the check of the configuration found. */
  readonly found?: StepContext['configuration']['findings'];
  /** The file that each value of `$file` is from. */
  readonly includedFiles?: Readonly<Record<string, string>>;
}

/** What a step found out. */
export interface Examination {
  readonly skipped: string | undefined;
  readonly summary: string;
  readonly findings: readonly Finding[];
  /** The codes of the findings. */
  readonly codes: readonly string[];
  readonly details: unknown;
  readonly facts: Facts;
}

/** Runs a step. */
export async function examine(step: Step, examined: Examined = {}): Promise<Examination> {
  const { auth = {}, kagenti = {}, boost = {}, found = [], includedFiles = {}, ...more } = examined;
  const values = { boost: { ...boost, kagenti: { auth }, providers: { kagenti } } };
  const context = stepContext(values, more);
  const outcome: StepOutcome = await step.run({
    ...context,
    configuration: {
      ...configurationOf(values),
      findings: found,
      includedFile: path => includedFiles[path],
    },
  });
  if ('skipped' in outcome) {
    const { skipped } = outcome;
    return { skipped, summary: '', findings: [], codes: [], details: {}, facts: context.facts };
  }
  const { summary, findings = [], details } = outcome;
  const codes = findings.map(({ code }) => code);
  return { skipped: undefined, summary, findings, codes, details, facts: context.facts };
}
