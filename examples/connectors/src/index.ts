import { defineConfigFields } from '@rhdh-boost/config-schema';
import { connectorFields, versionKey } from './connector-fields.ts';
import { ingestionFields } from './ingestion-fields.ts';

/**
 * The fields of Boost's connectors and of their ingestion, as a set that Boost's own fields are
 * combined with. `boost-config --fields` finds it by its name. There is only version 1 yet, and so
 * nothing to migrate from.
 */
export const configFields = defineConfigFields({
  owner: '@rhdh-boost-examples/connectors',
  version: 1,
  fields: {
    ...ingestionFields,
    ...connectorFields('jira', 'Jira', { hasCron: true, hasTimeout: true }),
    ...connectorFields('github', 'GitHub'),
    ...connectorFields('gitlab', 'GitLab'),
  },
  versionKeys: [versionKey('jira'), versionKey('github'), versionKey('gitlab')],
});
