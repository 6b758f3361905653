import { type ConfigRegistry, combineConfigFields } from '../../src/combine-config-fields.ts';
import type { ConfigFieldMeta, ConfigFields } from '../../src/field.ts';
import type { ConfigSchema } from '../../src/schema.ts';

/** A registry of one set that no check has seen, for fields that are odd on purpose. */
export function registryOf(fields: ConfigFields): ConfigRegistry {
  return combineConfigFields([{ owner: '@acme/odd', version: 7, fields, migrations: [] }]);
}

/** A field with what must be said of one, and more. */
export function fieldOf<Schema extends ConfigSchema>(
  schema: Schema,
  more: Partial<ConfigFieldMeta<Schema>> = {},
): ConfigFieldMeta<Schema> {
  return {
    schema,
    configScope: 'yaml-only',
    description: 'What it does.',
    visibility: 'backend',
    since: 1,
    ...more,
  };
}
