import { addColorOption, addFieldsOption, jsonOption, outputOption } from './common-options.ts';
import type { CompatCommandOptions } from './run-compat.ts';
import type { AddSubcommand } from './subcommand.ts';

const more = `
Breaking is what can make a configuration, a stored value or a reader wrong that was right before:
a field gone without a migration, a value no longer taken, another visibility or default, and so on.

Potentially breaking is a change of which the tables cannot prove that every value is still accepted
and read alike. Try the values that are in use, then confirm the field with --accept.

Exit code: 0 without such changes, 1 with a breaking change or with a potentially breaking one that
is not accepted, 2 when the baseline cannot be read.

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
    .option('--accept <key...>', 'fields whose potentially breaking changes are compatible')
    .addOption(outputOption('how the changes are written', ['text', 'json', 'markdown']))
    .addOption(jsonOption())
    .addHelpText('after', more)
    .action(async (options: CompatCommandOptions) => {
      const { runCompat } = await import('./run-compat.ts');
      end(await runCompat(options, context));
    });
  return addColorOption(addFieldsOption(command));
};
