import type { AddSubcommand } from './subcommand.ts';

/** Adds `boost config`, which is the command `boost-config` of `@rhdh-boost/config-tools`. */
export const addConfigCommand: AddSubcommand = (program, context, end) =>
  program
    .command('config')
    .summary('check, explain, migrate and compare app-config files')
    .description('Is boost-config: check, explain, migrate, init, schema and compat.')
    .argument('[args...]', 'a command of boost-config, with its options')
    .helpOption(false)
    .allowUnknownOption()
    .passThroughOptions()
    .action(async (args: string[]) => {
      const { runBoostConfig } = await import('@rhdh-boost/config-tools/command-line');
      end(await runBoostConfig(args, context));
    });
