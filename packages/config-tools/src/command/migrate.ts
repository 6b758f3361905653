import { addColorOption, addFieldsOption } from './common-options.ts';
import type { MigrateCommandOptions } from './run-migrate.ts';
import type { AddSubcommand } from './subcommand.ts';

const more = `
Only the lines that must change are touched: comments, order, quoting and layout stay, and a second
run changes nothing. The difference is shown without values. What a person must fill in is listed.

Exit code: 0, 1 when a file cannot be migrated safely or, with --check, needs the migration, 2 when
a file cannot be read or written.

Examples:
  boost-config migrate
      shows what would change in app-config.yaml (and app-config.local.yaml where it exists)
  boost-config migrate --check app-config.yaml
      fails while there is something to migrate, for continuous integration
  boost-config migrate --write app-config.yaml deploy/configmap.yaml
      changes the files; either all of them or, when one is refused, none`;

/** Adds `boost-config migrate`. */
export const addMigrateCommand: AddSubcommand = (program, context, end) => {
  const command = program
    .command('migrate')
    .summary('bring files of an earlier version up to date')
    .description('Changes what an earlier version of the configuration wrote otherwise, in place.')
    .argument('[files...]', 'app-config files or ConfigMaps, in the order in which they are merged')
    .option('--check', 'change nothing, and end with 1 when something would change')
    .option('--write', 'write the changes into the files')
    .addHelpText('after', more)
    .action(async (files: string[], options: MigrateCommandOptions) => {
      const { runMigrate } = await import('./run-migrate.ts');
      end(await runMigrate(files, options, context));
    });
  return addColorOption(addFieldsOption(command));
};
