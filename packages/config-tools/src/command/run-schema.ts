import { boostFieldSet, type ConfigRegistry } from '@rhdh-boost/config-schema';
import {
  createBackstageSchema,
  createConfigReference,
  createEditorSchema,
  createFieldTable,
  type EditorForm,
} from '@rhdh-boost/config-schema/artefacts';
import type { CommandContext } from '@rhdh-boost/internal/command-context';
import { formatPrintableJson } from '@rhdh-boost/internal/printable';
import { UsageError } from '@rhdh-boost/internal/usage-error';
import { chooseRepositoryRegistry } from './choose-registry.ts';
import type { FieldsOption } from './common-options.ts';

/** The options of `boost-config schema`. */
export interface SchemaCommandOptions extends FieldsOption {
  readonly for: keyof typeof writers;
  readonly with: readonly string[];
  /** Whether the fields of Boost itself are left out. */
  readonly only?: boolean;
}

type Write = (registry: ConfigRegistry, urls: readonly string[]) => string;

const writeEditorSchema =
  (form: EditorForm): Write =>
  (registry, urls) =>
    formatPrintableJson(createEditorSchema(registry, { form, with: urls }));

const writers = {
  editor: writeEditorSchema('app-config'),
  'dynamic-plugins': writeEditorSchema('dynamic-plugins'),
  'helm-values': writeEditorSchema('helm-values'),
  backstage: refuseWith(registry => formatPrintableJson(createBackstageSchema(registry))),
  docs: refuseWith(createConfigReference),
  table: refuseWith(({ sets }) => {
    // Boost's own set comes first.
    const set = sets.at(-1) ?? boostFieldSet;
    return formatPrintableJson(createFieldTable(set));
  }),
};

/** Only an editor follows the address of another schema. */
function refuseWith(write: (registry: ConfigRegistry) => string): Write {
  return (registry, urls) => {
    if (urls.length > 0) {
      throw new UsageError('--with combines schemas for editors: leave it out, or change --for.');
    }
    return write(registry);
  };
}

/** Writes a schema or the reference, and gives the exit code. */
export async function runSchema(
  options: SchemaCommandOptions,
  context: CommandContext,
): Promise<number> {
  for (const url of options.with) {
    if (!/^\S+$/.test(url) || !URL.canParse(url, 'file:///')) {
      throw new UsageError(
        '--with takes the address of a schema, such as https://example.com/x.json.',
      );
    }
  }
  if (options.only === true && options.fields.length === 0) {
    throw new UsageError('--only needs --fields: name the module whose fields you want.');
  }
  const registry = await chooseRepositoryRegistry(options, context);
  context.stdout.write(writers[options.for](registry, options.with));
  return 0;
}
