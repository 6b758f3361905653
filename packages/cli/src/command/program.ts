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

const more = `
Exit code: 0 if all is well, 1 if something is wrong, 2 if it was used wrongly
or a file cannot be read, 130 after Ctrl-C.
Begin with: boost doctor. Options and examples: boost <command> --help`;

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
    .helpOption('-h, --help', 'print this help')
    .helpCommand('help [command]', 'print the help of a command')
    .exitOverride()
    .configureHelp({ subcommandTerm: command => command.name() })
    .configureOutput({
      writeOut: text => stdout.write(text),
      writeErr: text => stderr.write(makeLinesPrintable(text)),
      getOutHasColors: () => false,
      getErrHasColors: () => false,
    })
    .showHelpAfterError('(boost --help lists the commands and options.)')
    .addHelpText('after', more);
  addVersionOption(program, context);
  for (const addSubcommand of subcommands) {
    const command = addSubcommand(program, context, end);
    command.showHelpAfterError(`(boost ${command.name()} --help has its options and examples.)`);
  }
  return program;
}

/** `--version`; the version is read only when it is asked for. */
function addVersionOption(command: Command, { stdout }: BoostContext): void {
  command.option('--version', 'print the version').on('option:version', () => {
    stdout.write(`${packageVersion()}\n`);
    throw new CommanderError(0, 'commander.version', '');
  });
}
