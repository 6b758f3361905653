import { addColorOption, addFieldsOption, jsonOption, outputOption } from './common-options.ts';
import type { MigrateCommandOptions } from './run-migrate.ts';
import type { AddSubcommand } from './subcommand.ts';

const more = `
Only the lines that must change are touched: comments, order, quoting and layout stay, and a second
run changes nothing. The difference is shown without values, which makes it no patch. What a person
must fill in or see to is listed, and at the end the variables to set.

Files that are given together are merged, as the backend merges them: a key that one of them sets is
not written into another. Migrate apart what is deployed apart. Several ConfigMaps in one file each
get their own keys. Templates ({{ … }}) must be rendered first.

All files are tested before the first is written, and each is replaced in one step. Where writing
fails all the same, such as on a full disk, those before it are written and named. A process that is
killed by SIGKILL can leave the new text beside the file, as .NAME.<id>.tmp.

Exit code: 0, 1 when a file cannot be migrated safely or, with --check, needs the migration, 2 when
a file cannot be read or written.

Examples:
  boost-config migrate
      shows what would change in app-config.yaml (and app-config.local.yaml where it exists)
  boost-config migrate --check app-config.yaml
      fails while there is something to migrate, for continuous integration
  boost-config migrate --write app-config.yaml deploy/configmap.yaml
      changes the files; when one is refused or may not be written, none of them`;

/** Adds `boost-config migrate`. */
export const addMigrateCommand: AddSubcommand = (program, context, end) => {
  const command = program
    .command('migrate')
    .summary('bring files of an earlier version up to date')
    .description(
      'Shows how to bring files of an earlier version up to date, and with --write changes the files.',
    )
    .argument(
      '[files...]',
      'app-config files or ConfigMaps, in the order in which they are merged; - is standard input, which is only shown',
    )
    .option('--check', 'change nothing, and end with 1 when something would change')
    .option('--write', 'write the changes into the files')
    .addOption(
      outputOption('how the result is written: json has the difference, too', ['text', 'json']),
    )
    .addOption(jsonOption())
    .addHelpText('after', more)
    .action(async (files: string[], options: MigrateCommandOptions) => {
      const { runMigrate } = await import('./run-migrate.ts');
      end(await runMigrate(files, options, context));
    });
  return addColorOption(addFieldsOption(command));
};
