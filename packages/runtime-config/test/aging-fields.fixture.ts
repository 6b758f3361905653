import {
  boostConfigFields,
  boostFieldSet,
  type ConfigFieldMeta,
  type ConfigRegistry,
  combineConfigFields,
  defineConfigFields,
} from '@rhdh-boost/config-schema';

const text = boostConfigFields['boost.systemPrompt'].schema;
const wholeNumber = boostConfigFields['boost.providers.kagenti.maxRetries'].schema;
const mode = boostConfigFields['boost.security.mode'].schema;

const field = (
  schema: ConfigFieldMeta['schema'],
  more: Partial<ConfigFieldMeta> = {},
): ConfigFieldMeta => ({
  schema,
  configScope: 'db-overridable',
  description: 'A value that has changed over the versions.',
  visibility: 'backend',
  since: 1,
  ...more,
});

/** Fields of every version. */
const lasting = {
  'boost.aging.color': field(text, {
    defaultValue: 'red',
    deprecated: { message: 'Colours are chosen by the theme.' },
  }),
  'boost.aging.needed': field(mode),
  'boost.aging.key': field(text, { visibility: 'secret', sensitive: true }),
  'boost.aging.fixed': field(text, { configScope: 'yaml-only' }),
};

const first = defineConfigFields({
  owner: '@acme/aging',
  version: 1,
  fields: {
    ...lasting,
    'boost.aging.delay': field(wholeNumber),
    'boost.aging.label': field(text),
    'boost.aging.hidden': field(text),
  },
});

const second = defineConfigFields({
  owner: '@acme/aging',
  version: 2,
  fields: {
    ...lasting,
    'boost.aging.wait': field(wholeNumber),
    'boost.aging.label': field(mode.optional()),
    'boost.aging.hidden': field(text, { visibility: 'secret', sensitive: true }),
  },
  migrations: [
    {
      to: 2,
      renamed: { 'boost.aging.delay': 'boost.aging.wait' },
      values: { 'boost.aging.wait': value => Number(value) * 1000 },
    },
  ],
});

/**
 * Boost's own fields and a set that changes from version 1 to 2: `delay` in seconds becomes `wait` in
 * milliseconds, `label` accepts less, and `hidden` becomes a secret.
 */
export const agingRegistry: Readonly<Record<1 | 2, ConfigRegistry>> = {
  1: combineConfigFields([boostFieldSet, first]),
  2: combineConfigFields([boostFieldSet, second]),
};
