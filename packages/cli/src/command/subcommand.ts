import type { Command } from 'commander';
import type { BoostContext } from './boost-context.ts';

/**
 * Adds one subcommand to the program: its options and its help. What it does is loaded when it runs, so that
 * `boost --help` loads nothing else.
 *
 * @param program - the whole command
 * @param context - what the run works with
 * @param end - takes the exit code when the subcommand is done
 */
export type AddSubcommand = (
  program: Command,
  context: BoostContext,
  end: (exitCode: number) => void,
) => Command;
