import {
  boostConfigFields,
  boostFieldSet,
  combineConfigFields,
  defineConfigFields,
} from '@rhdh-boost/config-schema';

/** A schema that takes whatever it is given. */
const anything = boostConfigFields['boost.systemPrompt'].schema.transform(
  (value: unknown) => value,
).out;

/** The key of a field that takes anything. */
export const anyKey = 'boost.sample.anything';
/** The key of a field that takes anything, and has a list as its default. */
export const listKey = 'boost.sample.list';

/** Boost's own fields, and two that take anything. */
export const anythingRegistry = combineConfigFields([
  boostFieldSet,
  defineConfigFields({
    owner: '@acme/anything',
    version: 1,
    fields: Object.fromEntries(
      [anyKey, listKey].map(key => [
        key,
        {
          schema: anything,
          configScope: 'db-overridable',
          description: 'Whatever it is given.',
          visibility: 'backend',
          since: 1,
          ...(key === listKey && { defaultValue: ['a', { b: 'c' }] }),
        },
      ]),
    ),
  }),
]);
