import { boostConfigRegistry, type ConfigRegistry } from '@rhdh-boost/config-schema';
import type { Finding } from '../finding.ts';
import type { ConfigNode } from '../load/config-node.ts';
import { createNodeReader } from '../load/node-reader.ts';
import type { Environment } from '../load/substitution.ts';
import { readAtPaths } from '../source/at-path.ts';
import { checkFiles, type FilesToCheck } from './check.ts';
import type { CheckReport } from './report.ts';

/** What to check, and how. */
export interface CheckOptions {
  /**
   * The app-config files, in the order in which they are merged; `-` is standard input. Without any:
   * `app-config.yaml`, and `app-config.local.yaml` over it where it exists, with those of `BACKSTAGE_ENV`.
   */
  readonly files?: readonly string[];
  /** The folder that relative file names start from. Default: the process's own. */
  readonly cwd?: string;
  /** The variables for `${VAR}` and `$env`. Default: the process's own. */
  readonly env?: Environment;
  /** The fields to judge by. Default: those of Boost alone. */
  readonly registry?: ConfigRegistry;
  /** Whether an unset variable without a default, or a missing `$file`, is an error. Default: false. */
  readonly strictEnv?: boolean;
  /**
   * Whether `$include` and relative `$file` may lead out of the folder of the file that has them.
   * Default: false.
   */
  readonly allowOutside?: boolean;
  /**
   * Whether an unknown key is an error or a warning. Keys that were removed, or that Backstage
   * cannot read, are errors in any case.
   *
   * @defaultValue `error`
   */
  readonly unknownKeys?: 'error' | 'warn';
  /** Whether files without any `boost` section are accepted. Default: false. */
  readonly allowEmpty?: boolean;
  /**
   * Paths at which a file has its app-config, such as `upstream.backstage.appConfig` or
   * `spec.sources[*].helm.valuesObject.backstage.appConfig`, where its structure does not show it. A
   * name with other characters is written `data["my.yaml"]`. A file without any of the paths is read
   * as usual, and a path that no file has is an error. Default: none.
   */
  readonly at?: readonly string[];
  /**
   * Whether it is no mistake when no file has one of the paths of `at`, as where files are checked apart.
   *
   * @defaultValue false
   */
  readonly isAtOptional?: boolean;
  /**
   * Whether to read the files that keys of the account and of `boost.providers.kagenti.tls` name, as the start and the
   * first renewal of a token do. A relative path starts from `cwd`, as it does from the folder of the backend's process.
   *
   * @defaultValue false
   */
  readonly connectFiles?: boolean;
}

/**
 * Reads app-config files as Backstage does and checks the `boost` section of what they give.
 *
 * @param options - the files, the environment and how strict to be
 * @returns every finding, sorted by file and place, and the exit code of the command
 * @throws TypeError when one of `at` is not a path
 */
export async function checkAppConfig(options: CheckOptions = {}): Promise<CheckReport> {
  return checkFiles(filesToCheck(options));
}

/**
 * What to check and how, with the default of each option.
 *
 * @throws TypeError when one of `at` is not a path
 */
export function filesToCheck(options: CheckOptions): FilesToCheck {
  const { files = [], cwd = process.cwd(), env = process.env } = options;
  const { registry = boostConfigRegistry, strictEnv = false, allowOutside = false } = options;
  const { allowEmpty = false, unknownKeys = 'error', isAtOptional = false } = options;
  const reader = createNodeReader(cwd, env);
  const at = readAtPaths(options.at ?? []);
  const judging = {
    registry,
    strictEnv,
    unknownKeys,
    allowEmpty,
    ...(options.connectFiles === true ? { findUnusableFiles: findUnusableFilesIn(cwd) } : {}),
  };
  return { files, reader, env, allowOutside, at, isAtOptional, ...judging };
}

function findUnusableFilesIn(cwd: string): (merged: ConfigNode) => Promise<Finding[]> {
  return async merged => {
    const { findUnusableFiles } = await import('./connected-files.ts');
    return findUnusableFiles(merged, cwd);
  };
}
