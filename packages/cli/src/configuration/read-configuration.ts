import {
  type AppConfigOverlay,
  describePlace,
  type Finding,
  readAppConfig,
  readEnvironmentOverlays,
} from '@rhdh-boost/config-tools';
import { chooseFiles } from '@rhdh-boost/internal/choose-files';
import { UsageError } from '@rhdh-boost/internal/usage-error';
import type { BoostContext } from '../command/boost-context.ts';
import type { ConfigurationOptions } from '../command/common-options.ts';
import { untilAborted } from '../until-aborted.ts';
import { readOptionOverlays } from './option-overlays.ts';

/** The configuration that a command works with. */
export interface Configuration {
  /** The files that were read; none for a configuration of variables and options alone. */
  readonly files: readonly string[];
  /** Those of the files that are merged, as they were named: not those that they include. */
  readonly mergedFiles: readonly string[];
  /** The whole app-config. It contains secrets, so never print it. */
  readonly values: Readonly<Record<string, unknown>>;
  /** What the check of the `boost` section and of the files that its keys name found. */
  readonly findings: readonly Finding[];
  /** The value at a dotted path; undefined if it is not set, and if it is an empty text, as Backstage reads one. */
  readonly get: (path: string) => unknown;
  /**
   * Where a value comes from, for a person: `app-config.yaml:12:5`, `the option --issuer` or
   * `the variable APP_CONFIG_…`; undefined if it is not set.
   */
  readonly sourceOf: (path: string) => string | undefined;
  /** The file whose content a value is, by `$file`; undefined without one. */
  readonly includedFile: (path: string) => string | undefined;
}

/**
 * Reads the configuration as a Backstage backend does that is started here: files, over them the variables
 * `APP_CONFIG_…`, and over both the options of the command line. A variable or file without which a value is not known
 * is an error, because the command is run to make calls.
 *
 * @param files - the files, in the order in which they are merged
 * @param options - where else values come from
 * @param context - what the run works with
 * @throws UsageError for an option that cannot be used, and with the findings if a file cannot be read; the reason of
 * the signal when it is aborted
 */
export async function readConfiguration(
  files: readonly string[],
  options: ConfigurationOptions,
  { cwd, env, signal }: Pick<BoostContext, 'cwd' | 'env'> & Partial<Pick<BoostContext, 'signal'>>,
): Promise<Configuration> {
  const variables = readEnvironmentOverlays(env);
  const overlays = [...variables.overlays, ...(await readOptionOverlays(options, cwd))];
  const named = chooseFiles(files, options.config ?? []);
  const reading = readAppConfig({
    files: named,
    cwd,
    env,
    overlays,
    ...(options.at === undefined ? {} : { at: options.at }),
    // A backend reads these files, too.
    allowOutside: true,
    connectFiles: true,
    strictEnv: true,
    commandName: 'boost config',
  });
  // It may wait for standard input, and cannot be interrupted itself.
  const read = await Promise.race(signal ? [reading, untilAborted(signal)] : [reading]);
  if (read === undefined) throw signal?.reason;
  const { report, values, locate, includedFile } = read;
  const { exitCode, findings } = report;
  if (exitCode === 2) throw unreadable(findings);
  const isWithoutFiles = report.files.length === 0;
  const get = (path: string): unknown => {
    const value = valueAt(values, path);
    return value === '' || value === null ? undefined : value;
  };
  const sourceOf = (path: string): string | undefined => {
    const location = get(path) === undefined ? undefined : locate(path);
    return location && describePlace(location);
  };
  return {
    files: report.files.map(({ name }) => name),
    mergedFiles: named.length > 0 ? named : defaultFiles(report.files),
    values,
    findings: [
      ...variables.findings,
      ...findings
        .filter(finding => !(isWithoutFiles && isAboutPortal(finding)))
        .map(finding => withoutWrongPlace(finding, overlays)),
    ],
    get,
    sourceOf,
    includedFile,
  };
}

function unreadable(findings: readonly Finding[]): UsageError {
  const lines = findings.map(({ message, hint, location }) => {
    const place = location === undefined ? '' : `${describePlace(location)} `;
    return `  ${place}${message}. ${hint}`;
  });
  return new UsageError(['The configuration cannot be read:', ...lines].join('\n'));
}

/** The security mode is about the users of a portal. Variables and options without a file describe only an account. */
function isAboutPortal({ code, path }: Finding): boolean {
  return code === 'required' && path === 'boost.security.mode';
}

/** What is missing is not at the option or variable that sets another key of the section. */
function withoutWrongPlace(finding: Finding, overlays: readonly AppConfigOverlay[]): Finding {
  const { location, ...rest } = finding;
  const isElsewhere =
    finding.code === 'required' && overlays.some(({ name }) => name === location?.file);
  return isElsewhere ? rest : finding;
}

/** Those of the files that were read without being named, and not because another file includes them. */
function defaultFiles(files: readonly { readonly name: string }[]): readonly string[] {
  return files.map(({ name }) => name).filter(name => /^app-config(?:\.[^/]+)?\.ya?ml$/.test(name));
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
