import { addColorOption, addFieldsOption, outputOption } from './common-options.ts';
import type { CompatCommandOptions } from './run-compat.ts';
import type { AddSubcommand } from './subcommand.ts';

const more = `
Breaking is what can make a configuration, a stored value or a reader wrong that was right before:
a field gone without a migration, a value no longer taken, another visibility or default, and so on.

Exit code: 0 without a breaking change, 1 with one, 2 when the baseline cannot be read.

Examples:
  boost-config compat --against fields-2.json
      compares with a table that a release kept
  boost-config compat --against origin/main --format markdown
      compares with the table that is committed there, as a table for a pull request`;

/** Adds `boost-config compat`. */
export const addCompatCommand: AddSubcommand = (program, context, end) => {
  const command = program
    .command('compat')
    .summary('show what a change of the fields breaks')
    .description('Compares the fields with an earlier table of them, change by change.')
    .requiredOption('--against <baseline>', 'a fields.json, or a git ref that has one')
    .option('--path <path>', 'where the git ref has the table, when it is not schema/fields.json')
    .option('--current <file>', 'a table to compare instead of the fields of this command')
    .addOption(outputOption('how the changes are written', ['text', 'json', 'markdown']))
    .addHelpText('after', more)
    .action(async (options: CompatCommandOptions) => {
      const { runCompat } = await import('./run-compat.ts');
      end(await runCompat(options, context));
    });
  return addColorOption(addFieldsOption(command));
};
