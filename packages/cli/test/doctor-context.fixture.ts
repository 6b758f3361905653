import type { BoostContext } from '../src/command/boost-context.ts';
import type { Configuration } from '../src/configuration/read-configuration.ts';
import type { Finding, Step, StepContext, StepId, StepOutcome } from '../src/doctor/step.ts';

/** A configuration of values alone, as if they stood in `app-config.yaml`. */
export function configurationOf(values: Readonly<Record<string, unknown>>): Configuration {
  const get = (path: string): unknown => {
    let value: unknown = values;
    for (const name of path.split('.')) value = Reflect.get(Object(value), name);
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

interface BoostContextInMemory {
  readonly context: BoostContext;
  /** What it wrote. */
  readonly written: { readonly stdout: string; readonly stderr: string };
}

/** A run of `boost` in memory. */
export function boostContext(
  more: Partial<BoostContext> & { readonly isTTY?: boolean } = {},
): BoostContextInMemory {
  const written = { stdout: '', stderr: '' };
  const { isTTY = false, ...context } = more;
  const stream = (name: 'stdout' | 'stderr') => ({
    isTTY,
    write(text: string) {
      written[name] += text;
    },
  });
  return {
    written,
    context: {
      stdout: stream('stdout'),
      stderr: stream('stderr'),
      env: {},
      cwd: '/',
      stdin: () => process.stdin,
      signal: new AbortController().signal,
      ...context,
    },
  };
}
