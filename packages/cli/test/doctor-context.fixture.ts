import type { Configuration } from '../src/configuration/read-configuration.ts';
import type { Finding, Step, StepContext, StepId, StepOutcome } from '../src/doctor/step.ts';
import { valueAt } from './dotted-paths.fixture.ts';

/** A configuration of values alone, as if they stood in `app-config.yaml`. */
export function configurationOf(values: Readonly<Record<string, unknown>>): Configuration {
  const get = (path: string): unknown => {
    const value = valueAt(values, path);
    return value === '' || value === null ? undefined : value;
  };
  return {
    files: ['app-config.yaml'],
    mergedFiles: ['app-config.yaml'],
    values,
    findings: [],
    get,
    sourceOf: path => (get(path) === undefined ? undefined : `app-config.yaml#${path}`),
    includedFile: () => undefined,
  };
}

/** What a step works with, of values alone. */
export function stepContext(
  values: Readonly<Record<string, unknown>> = {},
  more: Partial<StepContext> = {},
): StepContext {
  return {
    configuration: configurationOf(values),
    facts: {},
    chat: true,
    cwd: '/',
    env: {},
    signal: new AbortController().signal,
    progress: () => {},
    ...more,
  };
}

/** A step that is scripted. */
export function stepOf(
  id: StepId,
  run: (context: StepContext) => Promise<StepOutcome>,
  more: Partial<Step> = {},
): Step {
  return { id, title: id, needs: [], run, ...more };
}

/** An error, and what differs from it. */
export function finding(more: Partial<Finding> = {}): Finding {
  return { severity: 'error', code: 'broken', message: 'It broke.', remedy: 'Fix it.', ...more };
}
