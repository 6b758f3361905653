import {
  boostConfigFields,
  boostFieldSet,
  type ConfigFieldMeta,
  combineConfigFields,
  defineConfigFields,
} from '@rhdh-boost/config-schema';

const field = (
  schema: ConfigFieldMeta['schema'],
  description: string,
  more: Partial<ConfigFieldMeta> = {},
): ConfigFieldMeta => ({
  schema,
  configScope: 'db-overridable',
  description,
  visibility: 'backend',
  since: 1,
  ...more,
});
const text = boostConfigFields['boost.systemPrompt'].schema;
const wholeNumber = boostConfigFields['boost.providers.kagenti.maxRetries'].schema;
const positive = boostConfigFields['boost.providers.kagenti.requestTimeoutMs'].schema;
const labels = boostConfigFields['boost.providers.kagenti.namespaces'].schema;

/** What a step does to a number; one above a thousand is not taken. */
function withinThousand(change: (value: number) => number): (value: unknown) => unknown {
  return value => {
    if (typeof value !== 'number' || value > 1000)
      throw new Error(`canary: ${String(value)} is not taken`);
    return change(value);
  };
}

/** A set at version 3 with every kind of migration, a group with a version key included. */
const sampleFieldSet = defineConfigFields({
  owner: '@acme/sample',
  version: 3,
  fields: {
    'boost.sample.limit': field(wholeNumber, 'A number.', { defaultValue: 10 }),
    'boost.sample.title': field(text, 'A text that was called name.'),
    'boost.sample.labels': field(labels, 'A list.'),
    'boost.sample.internal': field(text, 'Kept in the database.', { configScope: 'db-only' }),
    'boost.sample.token': field(text, 'A secret that was called secret.', {
      visibility: 'secret',
      sensitive: true,
    }),
    'boost.sample.pin': field(text, 'A text that was called code, and became a secret.', {
      visibility: 'secret',
      sensitive: true,
    }),
    'boost.sample.group.__schemaVersion': field(positive, 'The version of the group.', {
      configScope: 'db-only',
    }),
    'boost.sample.group.size': field(wholeNumber, 'A number.'),
    'boost.sample.group.title': field(text, 'A text that was called name.'),
    'boost.sample.group.token': field(text, 'A secret.', { visibility: 'secret', sensitive: true }),
  },
  migrations: [
    {
      to: 2,
      renamed: {
        'boost.sample.name': 'boost.sample.title',
        'boost.sample.code': 'boost.sample.pin',
        'boost.sample.group.name': 'boost.sample.group.title',
      },
      values: {
        'boost.sample.limit': withinThousand(value => value * 10),
        'boost.sample.group.size': withinThousand(value => value * 10),
        'boost.sample.group.token': value => `${String(value)}-2`,
      },
    },
    {
      to: 3,
      removed: { 'boost.sample.old': 'boost.sample.title replaces it' },
      renamed: { 'boost.sample.secret': 'boost.sample.token' },
      becameSensitive: ['boost.sample.pin'],
      values: {
        'boost.sample.limit': withinThousand(value => value + 1),
        'boost.sample.group.size': withinThousand(value => value + 1),
      },
    },
  ],
  versionKeys: ['boost.sample.group.__schemaVersion'],
});

/** Some of the fields of Boost's connectors, as Boost stamps them. */
const connectorFieldSet = defineConfigFields({
  owner: '@acme/connectors',
  version: 1,
  fields: {
    'boost.connectors.jira.__schemaVersion': field(positive, 'The version.', {
      configScope: 'db-only',
    }),
    'boost.connectors.jira.schedule.intervalMs': field(positive, 'Time between two runs.', {
      defaultValue: 300_000,
    }),
  },
  versionKeys: ['boost.connectors.jira.__schemaVersion'],
});

/** Boost's own fields, the sample's and the connectors'. */
export const sampleRegistry = combineConfigFields([
  boostFieldSet,
  sampleFieldSet,
  connectorFieldSet,
]);

/** The sample at its first version, as an older replica has it. */
export const registryBefore = combineConfigFields([
  boostFieldSet,
  defineConfigFields({
    owner: '@acme/sample',
    version: 1,
    fields: { 'boost.sample.name': field(text, 'A text.') },
  }),
]);

/** What rows of Boost were encrypted with. */
export const secret = 'correct horse battery staple';

/** An app-config that can encrypt. */
export const sampleYaml = {
  boost: { security: { mode: 'full' }, encryptionSecret: secret },
};
