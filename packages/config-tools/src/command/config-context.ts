import type { CommandContext } from '@rhdh-boost/internal/command-context';

/** What a run of the command works with, also as a part of another command. */
export interface ConfigContext extends CommandContext {
  /** What the command is called: `boost config`. Default: `boost-config`. */
  readonly name?: string;
  /** The version to print. Default: that of this package. */
  readonly version?: string;
}
