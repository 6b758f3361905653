import {
  boostConfigFields,
  boostFieldSet,
  type ConfigMigration,
  type ConfigRegistry,
  combineConfigFields,
  defineConfigFields,
} from '@rhdh-boost/config-schema';

const text = boostConfigFields['boost.systemPrompt'].schema;
const positive = boostConfigFields['boost.providers.kagenti.requestTimeoutMs'].schema;

/** A key of the group. */
export const inGroup = (name: string) => `boost.grouped.${name}`;
/** The key that holds the version of the group. */
export const groupStamp = inGroup('__schemaVersion');

/** Boost's own fields, and a group of texts with a version key that was migrated like this. */
export function groupRegistry(
  version: number,
  names: readonly string[],
  migrations: readonly ConfigMigration[],
): ConfigRegistry {
  const field = {
    configScope: 'db-overridable' as const,
    description: 'A text.',
    visibility: 'backend' as const,
    since: 1,
  };
  return combineConfigFields([
    boostFieldSet,
    defineConfigFields({
      owner: '@acme/grouped',
      version,
      fields: {
        ...Object.fromEntries(names.map(name => [inGroup(name), { ...field, schema: text }])),
        [groupStamp]: { ...field, schema: positive, configScope: 'db-only' },
        'boost.beside': { ...field, schema: text },
      },
      migrations,
      versionKeys: [groupStamp],
    }),
  ]);
}
