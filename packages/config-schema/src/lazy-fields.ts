import type { ConfigFieldMeta, ConfigFields } from './field.ts';
import type { ConfigSchema } from './schema.ts';

/** A field as it is written down: its schema is made when it is first read. */
export interface FieldDefinition extends Omit<ConfigFieldMeta, 'schema'> {
  /** Makes the schema. */
  readonly schema: () => ConfigSchema;
}

/** Fields as they are written down, by dotted path. */
export type FieldDefinitions = Readonly<Record<string, FieldDefinition>>;

/** The fields that such definitions make. */
type LazyFields<Definitions extends FieldDefinitions> = {
  readonly [Key in keyof Definitions]: Omit<Definitions[Key], 'schema'> & {
    readonly schema: ReturnType<Definitions[Key]['schema']>;
  };
};

/**
 * Makes fields of definitions. Their schemas would be half of what an import of this package adds to the import of Zod,
 * and whoever reads one value needs few of them.
 */
export function lazyFields<const Definitions extends FieldDefinitions>(
  definitions: Definitions,
): LazyFields<Definitions>;
export function lazyFields(definitions: FieldDefinitions): ConfigFields {
  return Object.fromEntries(
    Object.entries(definitions).map(([key, definition]) => [key, lazyField(definition)]),
  );
}

function lazyField({ schema: make, ...rest }: FieldDefinition): ConfigFieldMeta {
  let made: ConfigSchema | undefined;
  return {
    ...rest,
    get schema() {
      made ??= make();
      return made;
    },
  };
}
