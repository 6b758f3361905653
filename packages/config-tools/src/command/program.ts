import { makeLinesPrintable } from '@rhdh-boost/internal/printable';
import { Command, Help, type Option } from 'commander';
import { nameCommand } from '../check/command-name.ts';
import { addCheckCommand } from './check.ts';
import { addVersionOption } from './common-options.ts';
import { addCompatCommand } from './compat.ts';
import type { ConfigContext } from './config-context.ts';
import { addExplainCommand } from './explain.ts';
import { addInitCommand } from './init.ts';
import { addMigrateCommand } from './migrate.ts';
import { addSchemaCommand } from './schema.ts';

const subcommands = [
  addCheckCommand,
  addExplainCommand,
  addMigrateCommand,
  addInitCommand,
  addSchemaCommand,
  addCompatCommand,
];

const more = `
Begin with:
  boost-config init --write app-config.boost.yaml
  boost-config check app-config.yaml app-config.boost.yaml
  boost-config explain boost.kagenti.auth

boost-config <command> --help has the options and examples of each command.`;

/**
 * The whole command line. It throws a CommanderError after it wrote help, a version or what is
 * wrong with the arguments.
 *
 * @param context - what the run works with
 * @param end - takes the exit code when a subcommand is done
 */
export function createProgram(context: ConfigContext, end: (exitCode: number) => void): Command {
  const { stdout, stderr, name = 'boost-config' } = context;
  const program = new Command(name)
    .description('Finds mistakes in the boost section of app-config before the backend starts.')
    .helpOption('-h, --help', 'print this')
    .helpCommand('help [command]', 'print the help of a command')
    .exitOverride()
    .configureOutput({
      writeOut: text => stdout.write(nameCommand(text, context.name)),
      writeErr: text => stderr.write(makeLinesPrintable(nameCommand(text, context.name))),
      getOutHasColors: () => false,
      getErrHasColors: () => false,
    })
    .configureHelp({ optionDescription: describeOption })
    .showHelpAfterError('(boost-config --help lists the commands and options.)')
    .addHelpText('after', more);
  addVersionOption(program, context);
  for (const addSubcommand of subcommands) {
    const command = addSubcommand(program, context, end);
    addVersionOption(command, context).showHelpAfterError(
      `(boost-config ${command.name()} --help has its options and examples.)`,
    );
  }
  return program;
}

/** As Commander describes an option, without a default that is an empty list. */
function describeOption(option: Option): string {
  return new Help().optionDescription(option).replace(/ ?\(default: \[\]\)$/, '');
}
