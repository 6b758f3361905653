import { exitCodes } from '../exit-codes.ts';
import { packageVersion } from '../package-version.ts';
import { untilAborted } from '../until-aborted.ts';
import type { AddSubcommand } from './subcommand.ts';

/** Adds `boost config`, which is the command `boost-config` of `@rhdh-boost/config-tools`. */
export const addConfigCommand: AddSubcommand = (program, context, end) =>
  program
    .command('config')
    .summary('check, explain, migrate and compare app-config files')
    .usage('<command> [options]')
    .argument('[args...]')
    .helpOption(false)
    .allowUnknownOption()
    .passThroughOptions()
    .action(async (args: string[]) => {
      const { runBoostConfig } = await import('@rhdh-boost/config-tools/command-line');
      const { stdout, stderr, env, cwd, signal } = context;
      const version = packageVersion();
      const run = runBoostConfig(args, { stdout, stderr, env, cwd, name: 'boost config', version });
      // It may wait for standard input, and cannot be interrupted itself.
      end((await Promise.race([run, untilAborted(signal)])) ?? exitCodes.interrupted);
    });
