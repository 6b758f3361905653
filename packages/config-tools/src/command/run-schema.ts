import type { ConfigRegistry } from '@rhdh-boost/config-schema';
import {
  createBackstageSchema,
  createConfigReference,
  createEditorSchema,
} from '@rhdh-boost/config-schema/artefacts';
import { formatPrintableJson } from '../report/printable.ts';
import { chooseRegistry } from './choose-registry.ts';
import type { CommandContext } from './command-context.ts';
import type { FieldsOption } from './common-options.ts';

/** The options of `boost-config schema`. */
export interface SchemaCommandOptions extends FieldsOption {
  readonly for: keyof typeof writers;
}

const writers = {
  editor: (registry: ConfigRegistry) => formatPrintableJson(createEditorSchema(registry)),
  backstage: (registry: ConfigRegistry) => formatPrintableJson(createBackstageSchema(registry)),
  docs: createConfigReference,
};

/** Writes a schema or the reference, and gives the exit code. */
export async function runSchema(
  options: SchemaCommandOptions,
  context: CommandContext,
): Promise<number> {
  const registry = await chooseRegistry(options, context);
  context.stdout.write(writers[options.for](registry));
  return 0;
}
