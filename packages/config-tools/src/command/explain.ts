import { addColorOption, addFieldsOption, jsonOption, outputOption } from './common-options.ts';
import type { ExplainCommandOptions } from './run-explain.ts';
import type { AddSubcommand } from './subcommand.ts';

const more = `
Exit code: 0, or 1 when there is no such path.

Examples:
  boost-config explain
      lists what the boost section takes
  boost-config explain kagenti.auth.tokenEndpoint
      says what is known about a field; boost. in front is not needed
  boost-config explain --recursive
      shows every field, indented as in app-config
  boost-config explain providers.kagenti --recursive --output json
      gives the same as JSON, with the JSON Schema of each value`;

/** Adds `boost-config explain`. */
export const addExplainCommand: AddSubcommand = (program, context, end) => {
  const command = program
    .command('explain')
    .summary('say what a field is, or what a section takes')
    .description('Says everything that is known about a field, or lists what a section takes.')
    .argument('[path]', 'a dotted path; the whole boost section when it is left out', '')
    .option('--recursive', 'show everything below, to any depth')
    .addOption(outputOption('how it is written', ['text', 'json']))
    .addOption(jsonOption())
    .addHelpText('after', more)
    .action(async (path: string, options: ExplainCommandOptions) => {
      const { runExplain } = await import('./run-explain.ts');
      end(await runExplain(path, options, context));
    });
  return addColorOption(addFieldsOption(command));
};
