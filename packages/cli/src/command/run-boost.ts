import { isError } from '@rhdh-boost/internal/error-name';
import { makeLinesPrintable } from '@rhdh-boost/internal/printable';
import { UsageError } from '@rhdh-boost/internal/usage-error';
import { type Command, CommanderError } from 'commander';
import { exitCodes } from '../exit-codes.ts';
import type { BoostContext } from './boost-context.ts';
import { createProgram } from './program.ts';

/**
 * Runs the command.
 *
 * @param args - the arguments, without Node and the name of the command
 * @param context - what the run works with
 * @returns the exit code, one of `exitCodes`
 */
export async function runBoost(args: readonly string[], context: BoostContext): Promise<number> {
  let exitCode: number = exitCodes.ok;
  const program = createProgram(context, code => {
    exitCode = code;
  });
  try {
    await program.parseAsync(argumentsOf(args, program), { from: 'user' });
    return context.signal.aborted ? exitCodes.interrupted : exitCode;
  } catch (error) {
    if (context.signal.aborted) return exitCodes.interrupted;
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : exitCodes.usage;
    context.stderr.write(`error: ${makeLinesPrintable(describeFailure(error))}\n`);
    return exitCodes.usage;
  }
}

/**
 * Without arguments, the help: whoever tries a new command wants it. `help` of `config` is that of `boost-config`.
 * Commander's own `help` ignores a second name, as in `help agents get`, and prints the general help for an unknown
 * command, so that the mistake is not seen.
 */
function argumentsOf(args: readonly string[], { commands }: Command): readonly string[] {
  const [help, name, ...rest] = args;
  if (help === undefined) return ['--help'];
  if (help !== 'help' || name === undefined || name.startsWith('-') || name === 'help') return args;
  if (name === 'config') return [name, 'help', ...rest];
  const isKnown = commands.some(command => command.name() === name);
  return isKnown ? [name, ...rest, '--help'] : [name];
}

/** The message of an error that nobody foresaw could quote a secret, so only its place is shown. */
function describeFailure(error: unknown): string {
  if (error instanceof UsageError) return error.message;
  const stack = isError(error) ? (error.stack ?? '') : '';
  const places = stack.split('\n').filter(line => /^ {4}at /.test(line));
  return ['boost itself failed. Please report it with these lines:', ...places].join('\n');
}
