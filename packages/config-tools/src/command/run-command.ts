import { isError } from '@rhdh-boost/internal/error-name';
import { makeLinesPrintable } from '@rhdh-boost/internal/printable';
import { UsageError } from '@rhdh-boost/internal/usage-error';
import { type Command, CommanderError } from 'commander';
import { nameCommand } from '../check/command-name.ts';
import type { ConfigContext } from './config-context.ts';
import { createProgram } from './program.ts';

/** The command was used wrongly, or could not do its work. */
const failed = 2;

/**
 * Runs the command.
 *
 * @param args - the arguments, without Node and the name of the command
 * @param context - what the run works with
 * @returns the exit code: 0, 1 or 2
 */
export async function runCommand(args: readonly string[], context: ConfigContext): Promise<number> {
  let exitCode = 0;
  const program = createProgram(context, code => {
    exitCode = code;
  });
  try {
    await program.parseAsync(withoutWrongHelp(args, program), { from: 'user' });
    return exitCode;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : failed;
    context.stderr.write(`error: ${makeLinesPrintable(describeFailure(error, context))}\n`);
    return failed;
  }
}

/** `help` of an unknown command would print the general help, so that the mistake is not seen. */
function withoutWrongHelp(args: readonly string[], { commands }: Command): readonly string[] {
  const [help, name] = args;
  if (help !== 'help' || name === undefined || name.startsWith('-') || name === 'help') return args;
  return commands.some(command => command.name() === name) ? args : [name];
}

/** The message of an error that nobody foresaw could quote a file, so only its place is shown. */
function describeFailure(error: unknown, context: ConfigContext): string {
  if (error instanceof UsageError) return nameCommand(error.message, context.name);
  const stack = isError(error) ? (error.stack ?? '') : '';
  const places = stack.split('\n').filter(line => /^ {4}at /.test(line));
  const { name = 'boost-config' } = context;
  return [`${name} itself failed. Please report it with these lines:`, ...places].join('\n');
}
