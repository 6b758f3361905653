import type { ConfigRegistry } from '@rhdh-boost/config-schema';
import type { CheckReport } from './report.ts';

/** What to check, and how. */
export interface CheckOptions {
  /**
   * The app-config files, in the order in which they are merged. Without any:
   * `app-config.yaml`, then `app-config.local.yaml` where it exists.
   */
  readonly files?: readonly string[];
  /** The folder that relative file names start from. Default: the process's own. */
  readonly cwd?: string;
  /** The variables for `${VAR}` and `$env`. Default: the process's own. */
  readonly env?: Readonly<Record<string, string | undefined>>;
  /** The fields to judge by. Default: those of Boost alone. */
  readonly registry?: ConfigRegistry;
  /** Whether an unset variable without a default, or a missing `$file`, is an error. */
  readonly strictEnv?: boolean;
  /** Whether `$include` and relative `$file` may lead out of the folder of the file that has them. */
  readonly allowOutside?: boolean;
}

/**
 * Reads app-config files as Backstage does and checks the `boost` section of what they give.
 *
 * @param options - the files, the environment and how strict to be
 * @returns every finding, sorted by file and place, and the exit code of the command
 */
export declare function checkAppConfig(options?: CheckOptions): Promise<CheckReport>;
