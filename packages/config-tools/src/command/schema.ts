import { Option } from 'commander';
import { addFieldsOption } from './common-options.ts';
import type { SchemaCommandOptions } from './run-schema.ts';
import type { AddSubcommand } from './subcommand.ts';

const more = `
editor           JSON Schema (draft-07) of app-config, for yaml-language-server and other editors
dynamic-plugins  the same of the pluginConfig in RHDH's dynamic-plugins.yaml
helm-values      the same of the app-config and dynamic plugins in values of the Helm charts of RHDH
                 and Backstage
backstage        JSON Schema for the configSchema of a Backstage package
docs             the reference of all fields, as Markdown
table            the table of fields that boost-config compat compares with: of the last set that
                 --fields names, or of Boost

Without --fields, the schemas are also in the package @rhdh-boost/config-schema, below schema/.

Exit code: 0, or 2 when an option is wrong or a module of --fields cannot be used.

Examples:
  boost-config schema > app-config.schema.json
      then, on top of app-config.yaml: # yaml-language-server: $schema=app-config.schema.json
  boost-config schema --with https://www.schemastore.org/app-config.json > app-config.schema.json
      together with the schema of the rest of app-config that editors take from SchemaStore
  boost-config schema --for docs --fields @acme/boost-connectors > configuration.md
      the reference, with the fields of another module
  boost-config schema --for backstage --fields ./fields.mjs --only > config.schema.json
      the configSchema of your own package
  boost-config schema --for table --fields ./src/config-fields.ts > fields.json
      the table to keep with a release, for boost-config compat --against fields.json`;

/** Adds `boost-config schema`. */
export const addSchemaCommand: AddSubcommand = (program, context, end) => {
  const command = program
    .command('schema')
    .summary('write the schema for editors or Backstage, or the reference')
    .description('Writes what is made from the registry of fields to stdout.')
    .addOption(
      new Option('--for <purpose>', 'whom it is for')
        .choices(['editor', 'dynamic-plugins', 'helm-values', 'backstage', 'docs', 'table'])
        .default('editor'),
    )
    .option(
      '--with <url>',
      'in a schema for editors: the file must satisfy the schema at this address, too; a relative address starts from the schema that is written; can be given several times',
      (url: string, urls: readonly string[]) => [...urls, url],
      [],
    )
    .option(
      '--only',
      'only the fields of --fields, without those of Boost itself: for the configSchema of your own package',
    )
    .addHelpText('after', more)
    .action(async (options: SchemaCommandOptions) => {
      const { runSchema } = await import('./run-schema.ts');
      end(await runSchema(options, context));
    });
  return addFieldsOption(command);
};
