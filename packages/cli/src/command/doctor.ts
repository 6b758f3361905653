import { addColorOption, addConfigurationOptions, addJsonOption } from './common-options.ts';
import type { DoctorOptions } from './run-doctor-command.ts';
import type { AddSubcommand } from './subcommand.ts';

const more = `
Exit code: 0 if no step failed; 1 if one did, or with --strict if one warned; 2 if the
command was used wrongly or a file could not be read; 130 after Ctrl-C.

Examples:
  boost doctor
      checks app-config.yaml, and app-config.local.yaml over it if it exists
  boost doctor app-config.yaml app-config.production.yaml
      merges files as Backstage does
  boost doctor --wait 60s
      tries again while Keycloak, Kagenti or a database is starting
  boost doctor --no-chat --json
      sends no chat message, and writes one object for a script`;

/** Adds `boost doctor`. */
export const addDoctorCommand: AddSubcommand = (program, context, end) => {
  const command = program
    .command('doctor')
    .summary('find out why Boost cannot call Kagenti')
    .description(
      'Follows a call from the configuration to a streamed reply, and shows for each step what is wrong and how to fix it. It changes nothing. It sends one chat message.',
    )
    .argument('[files...]', 'app-config files, merged in this order; - is standard input')
    .option('--no-chat', 'send no chat message')
    .option(
      '--agent <agent>',
      'examine this agent instead of the default agent: namespace/name, or name',
    )
    .option('--strict', 'exit with 1 for warnings, too')
    .option(
      '--wait <duration>',
      'how long to try again while every failure may be temporary: 60s, 2m',
    )
    .addHelpText('after', more)
    .action(async (files: string[], options: DoctorOptions) => {
      const { runDoctorCommand } = await import('./run-doctor-command.ts');
      end(await runDoctorCommand(files, options, context));
    });
  return addColorOption(addJsonOption(addConfigurationOptions(command)));
};
