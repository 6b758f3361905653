import {
  boostConfigFields,
  boostFieldSet,
  type ConfigMigration,
  combineConfigFields,
  defineConfigFields,
} from '@rhdh-boost/config-schema';

/** Boost's own fields, and texts that were migrated like this. */
export function migratedRegistry(
  keys: readonly string[],
  version: number,
  migrations: readonly ConfigMigration[],
) {
  const field = {
    schema: boostConfigFields['boost.systemPrompt'].schema,
    configScope: 'db-overridable' as const,
    description: 'A text.',
    visibility: 'backend' as const,
    since: 1,
  };
  const set = defineConfigFields({
    owner: '@acme/migrated',
    version,
    fields: Object.fromEntries(keys.map(key => [key, field])),
    migrations,
  });
  return combineConfigFields([boostFieldSet, set]);
}
