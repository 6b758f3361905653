import { addColorOption, addConfigurationOptions, addJsonOption } from './common-options.ts';
import type { DoctorOptions } from './run-doctor-command.ts';
import type { AddSubcommand } from './subcommand.ts';

const more = `
Exit code: 0 if no step failed; 1 if one did; 2 if the command was used wrongly; 130 after Ctrl-C.

Examples:
  boost doctor
      checks app-config.yaml, and app-config.local.yaml over it if it exists
  boost doctor app-config.yaml app-config.production.yaml
      merges files as Backstage does
  boost doctor --no-chat --json
      sends no chat message, and writes one object for a script`;

/** Adds `boost doctor`. */
export const addDoctorCommand: AddSubcommand = (program, context, end) => {
  const command = program
    .command('doctor')
    .summary('find out why Boost cannot call Kagenti')
    .description(
      'Follows the way of a call from the configuration to a streamed reply, and says at each step what is wrong and what to do. It changes nothing; it sends one chat message.',
    )
    .argument('[files...]', 'app-config files, merged in this order; - is standard input')
    .option('--no-chat', 'send no chat message')
    .option('--agent <namespace/name>', 'examine this agent in place of the default agent')
    .addHelpText('after', more)
    .action(async (files: string[], options: DoctorOptions) => {
      const { runDoctorCommand } = await import('./run-doctor-command.ts');
      end(await runDoctorCommand(files, options, context));
    });
  return addColorOption(addJsonOption(addConfigurationOptions(command)));
};
