import { type Command, CommanderError, InvalidArgumentError, Option } from 'commander';
import { packageVersion } from '../package-version.ts';
import type { ConfigContext } from './config-context.ts';

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
    'also know the fields of another module: a file or an installed package; can be given several times',
    collect,
    [],
  );
}

/** `--output <format>`, which may also be called `--format`. */
export function outputOption(description: string, formats: readonly string[]): Option {
  return new Option('--format, --output <format>', description).choices(formats).default('text');
}

/** `--json`, as the other commands of `boost` have it. */
export function jsonOption(): Option {
  return new Option('--json', 'the same as --output json').implies({ output: 'json' });
}

/** Collects an option that can be given several times. */
export function collect(value: string, values: readonly string[]): readonly string[] {
  return [...values, value];
}

/** Reads a whole number, 0 or more. */
export function parseCount(text: string): number {
  if (!/^\d+$/.test(text)) throw new InvalidArgumentError('Write a whole number, 0 or more.');
  return Number(text);
}

/** `--no-color`. */
export function addColorOption(command: Command): Command {
  return command.option(
    '--no-color',
    'no colors; by default only on a terminal without NO_COLOR, or with FORCE_COLOR',
  );
}

/** `--version`; the version is read only when it is asked for. */
export function addVersionOption(command: Command, { stdout, version }: ConfigContext): Command {
  return command.option('--version', 'print the version').on('option:version', () => {
    stdout.write(`${version ?? packageVersion()}\n`);
    throw new CommanderError(0, 'commander.version', '');
  });
}
