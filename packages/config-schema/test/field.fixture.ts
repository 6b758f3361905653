import { boostFieldSet } from '../src/boost-field-set.ts';
import { type ConfigRegistry, combineConfigFields } from '../src/combine-config-fields.ts';
import { type ConfigFieldSetDefinition, defineConfigFields } from '../src/define-config-fields.ts';
import type { ConfigFieldMeta, ConfigFields } from '../src/field.ts';
import type { ConfigSchema } from '../src/schema.ts';

/** A field of a contributed set, with a schema and whatever a test is about. */
export function fieldWith(
  schema: ConfigSchema,
  more: Partial<ConfigFieldMeta> = {},
): ConfigFieldMeta {
  return {
    schema,
    configScope: 'db-overridable',
    description: 'A field for a test.',
    visibility: 'backend',
    since: 1,
    ...more,
  };
}

/** A registry of Boost's own fields and of those that a test contributes. */
export function registryWith(
  fields: ConfigFields,
  more: Partial<ConfigFieldSetDefinition> = {},
): ConfigRegistry {
  const set = defineConfigFields({ owner: '@acme/test', version: 1, fields, ...more });
  return combineConfigFields([boostFieldSet, set]);
}
