import { makeLinesPrintable } from '@rhdh-boost/internal/printable';
import { Command, CommanderError } from 'commander';
import { packageVersion } from '../package-version.ts';
import type { BoostContext } from './boost-context.ts';
import { addChatCommand } from './chat.ts';
import { addConfigCommand } from './config.ts';
import { addDoctorCommand } from './doctor.ts';
import { addResourceCommands } from './resources.ts';
import { addTokenCommand } from './token.ts';

const subcommands = [
  addDoctorCommand,
  addTokenCommand,
  ...addResourceCommands,
  addChatCommand,
  addConfigCommand,
];

/**
 * The whole command line. It throws a CommanderError after it wrote help, a version or what is wrong with the
 * arguments.
 *
 * @param context - what the run works with
 * @param end - takes the exit code when a subcommand is done
 */
export function createProgram(context: BoostContext, end: (exitCode: number) => void): Command {
  const { stdout, stderr } = context;
  const program = new Command('boost')
    .description('Finds out why Boost cannot call Kagenti, and calls it from a terminal.')
    .enablePositionalOptions()
    .helpOption('-h, --help', 'print this')
    .helpCommand('help [command]', 'print the help of a command')
    .exitOverride()
    .configureOutput({
      writeOut: text => stdout.write(text),
      writeErr: text => stderr.write(makeLinesPrintable(text)),
      getOutHasColors: () => false,
      getErrHasColors: () => false,
    })
    .showHelpAfterError('(boost --help lists the commands and options.)')
    .option('--version', 'print the version')
    .on('option:version', () => {
      stdout.write(`${packageVersion()}\n`);
      throw new CommanderError(0, 'commander.version', '');
    });
  for (const addSubcommand of subcommands) {
    const command = addSubcommand(program, context, end);
    command.showHelpAfterError(`(boost ${command.name()} --help has its options and examples.)`);
  }
  return program;
}
