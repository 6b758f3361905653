import type { CommandContext } from '@rhdh-boost/internal/command-context';

/** What a run of `boost` works with. */
export interface BoostContext extends CommandContext {
  /** Where a chat reads from. Opened when it is first read: opening it loads much of Node. */
  readonly stdin: () => NodeJS.ReadStream;
  /** Ends the run: aborted by Ctrl-C, unless a command handles that itself. */
  readonly signal: AbortSignal;
}
