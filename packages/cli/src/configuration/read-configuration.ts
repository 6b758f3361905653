import { type Finding, readAppConfig } from '@rhdh-boost/config-tools';
import type { BoostContext } from '../command/boost-context.ts';
import type { ConfigurationOptions } from '../command/common-options.ts';

/** The configuration that a command works with. */
export interface Configuration {
  /** The files that were read. */
  readonly files: readonly string[];
  /** The whole app-config. It contains secrets, so never print it. */
  readonly values: Readonly<Record<string, unknown>>;
  /** What the check of the `boost` section found. */
  readonly findings: readonly Finding[];
  /** The value at a dotted path; undefined if it is not set, and if it is an empty text, as Backstage reads one. */
  get(path: string): unknown;
  /** Where a value comes from, for a person: `app-config.yaml:12:5`; undefined if it is not set. */
  sourceOf(path: string): string | undefined;
}

/**
 * Reads app-config files as a Backstage backend does.
 *
 * @param files - the files, in the order in which they are merged
 * @param options - where else values come from
 * @param context - what the run works with
 */
export async function readConfiguration(
  files: readonly string[],
  options: ConfigurationOptions,
  { cwd, env }: Pick<BoostContext, 'cwd' | 'env'>,
): Promise<Configuration> {
  const { report, values, locate } = await readAppConfig({
    files: [...files, ...options.config],
    cwd,
    env,
    connectFiles: true,
  });
  return {
    files: report.files.map(({ name }) => name),
    values,
    findings: report.findings,
    get(path) {
      const value = valueAt(values, path);
      return value === '' || value === null ? undefined : value;
    },
    sourceOf(path) {
      const location = locate(path);
      return location && `${location.file}:${location.line}:${location.column}`;
    },
  };
}

function valueAt(values: unknown, path: string): unknown {
  let value = values;
  for (const name of path.split('.')) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, name))
      return undefined;
    value = Reflect.get(value, name);
  }
  return value;
}
