import { boostConfigRegistry, type ConfigRegistry } from '@rhdh-boost/config-schema';
import type { Environment } from '../load/substitution.ts';
import { createTextReader } from '../load/text-reader.ts';
import { checkFiles } from './check.ts';
import type { CheckReport } from './report.ts';

/** How to check a text. */
export interface CheckTextOptions {
  /**
   * The name of the text in findings.
   *
   * @defaultValue `app-config.yaml`
   */
  readonly name?: string;
  /**
   * The variables for `${VAR}` and `$env`.
   *
   * @defaultValue none, so that each value from a variable without a default is unknown
   */
  readonly env?: Environment;
  /**
   * The fields to judge by.
   *
   * @defaultValue the fields of Boost alone
   */
  readonly registry?: ConfigRegistry;
  /**
   * Whether an unset variable without a default is an error.
   *
   * @defaultValue false
   */
  readonly strictEnv?: boolean;
  /**
   * Whether an unknown key is an error or a warning.
   *
   * @defaultValue `error`
   */
  readonly unknownKeys?: 'error' | 'warn';
}

/**
 * Checks the text of one file as `checkAppConfig` checks the file, also in a browser: it needs nothing
 * of Node. Files that the text names by `$file` or `$include` are not read, which is the warning
 * `file_unread` or `include_unread`; their values are unknown.
 *
 * @param text - an app-config, or one of the other forms that `boost-config check` reads
 * @returns every finding, sorted by place, and the exit code that the command would have
 */
export async function checkAppConfigText(
  text: string,
  options: CheckTextOptions = {},
): Promise<CheckReport> {
  const { name = 'app-config.yaml', env = {}, registry = boostConfigRegistry } = options;
  const reader = createTextReader(name, text);
  const { strictEnv = false, unknownKeys = 'error' } = options;
  const judging = { registry, strictEnv, unknownKeys, allowEmpty: false };
  return checkFiles({ files: [name], reader, env, allowOutside: false, ...judging });
}
