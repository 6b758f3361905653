import {
  boostConfigFields,
  boostFieldSet,
  type ConfigFieldMeta,
  type ConfigMigration,
  combineConfigFields,
  defineConfigFields,
} from '@rhdh-boost/config-schema';

/** The versions of the set that is rolled out. */
export type RollingVersion = 1 | 2 | 3;

/** Who owns the set. */
export const rollingOwner = '@acme/rolling';

const field = (
  schema: ConfigFieldMeta['schema'],
  more: Partial<ConfigFieldMeta> = {},
): ConfigFieldMeta => ({
  schema,
  configScope: 'db-overridable',
  description: 'A field of a set that is rolled out.',
  visibility: 'backend',
  since: 1,
  ...more,
});
const text = boostConfigFields['boost.systemPrompt'].schema;
const whole = boostConfigFields['boost.providers.kagenti.requestTimeoutMs'].schema;
const versionKey = 'boost.acme.__schemaVersion';

/** Seconds become milliseconds, `label` is called `title`, and `theme` is gone. */
const toVersion2: ConfigMigration = {
  to: 2,
  renamed: { 'boost.acme.label': 'boost.acme.title' },
  removed: { 'boost.acme.theme': 'boost.acme.color replaces it' },
  values: { 'boost.acme.timeout': seconds => Number(seconds) * 1000 },
};

/** Boost's own fields, and the set at one of its versions. Version 3 stamps its section as Boost does. */
export function rollingRegistry(version: RollingVersion) {
  const fields: Record<string, ConfigFieldMeta> =
    version === 1
      ? {
          'boost.acme.timeout': field(whole, { defaultValue: 30 }),
          'boost.acme.label': field(text),
          'boost.acme.theme': field(text),
        }
      : {
          'boost.acme.timeout': field(whole, { defaultValue: 30_000 }),
          'boost.acme.title': field(text),
          'boost.acme.color': field(text, { since: 2 }),
        };
  const set = defineConfigFields({
    owner: rollingOwner,
    version,
    fields:
      version === 3
        ? { ...fields, [versionKey]: field(whole, { configScope: 'db-only', since: 3 }) }
        : fields,
    migrations: version === 1 ? [] : [toVersion2],
    ...(version === 3 && { versionKeys: [versionKey] }),
  });
  return combineConfigFields([boostFieldSet, set]);
}
