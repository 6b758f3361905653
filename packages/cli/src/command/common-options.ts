import type { Command } from 'commander';

/** Where the configuration comes from, besides files. */
export interface ConfigurationOptions {
  /** App-config files, merged in this order. */
  readonly config: readonly string[];
}

/** What every command with coloured output takes. */
export interface ColorOption {
  /** False with `--no-color`. */
  readonly color: boolean;
}

/** What every command takes. */
export interface JsonOption {
  /** Whether one JSON document is written in place of text. */
  readonly json?: true;
}

/** `--config FILE`, as Backstage takes it. */
export function addConfigurationOptions(command: Command): Command {
  return command.option(
    '--config <file>',
    'an app-config file; can be given several times',
    (file: string, files: readonly string[]) => [...files, file],
    [],
  );
}

/** `--json`. */
export function addJsonOption(command: Command): Command {
  return command.option('--json', 'write JSON for a script');
}

/** `--no-color`. */
export function addColorOption(command: Command): Command {
  return command.option('--no-color', 'no colors; by default only on a terminal without NO_COLOR');
}
