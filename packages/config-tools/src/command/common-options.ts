import { type Command, CommanderError } from 'commander';
import { packageVersion } from '../package-version.ts';
import type { CommandContext } from './command-context.ts';

/** What every subcommand that judges by fields takes. */
export interface FieldsOption {
  /** Modules with fields of other packages. */
  readonly fields: readonly string[];
}

/** What every subcommand with coloured output takes. */
export interface ColorOption {
  /** False with `--no-color`. */
  readonly color: boolean;
}

/** `--fields <module>`, any number of times. */
export function addFieldsOption(command: Command): Command {
  return command.option(
    '--fields <module>',
    'also know the fields of another module: a file (.js, .mjs, or .ts as far as Node itself runs it) or an installed package, which exports as configFields, or by default, what defineConfigFields made; can be given several times',
    (module: string, modules: readonly string[]) => [...modules, module],
    [],
  );
}

/** `--no-color`. */
export function addColorOption(command: Command): Command {
  return command.option('--no-color', 'no colours; there are none off a terminal or with NO_COLOR');
}

/** `--version`; the version is read only when it is asked for. */
export function addVersionOption(command: Command, { stdout }: CommandContext): Command {
  return command.option('--version', 'print the version').on('option:version', () => {
    stdout.write(`${packageVersion()}\n`);
    throw new CommanderError(0, 'commander.version', '');
  });
}
