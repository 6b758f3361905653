import { defineConfigFields } from '../define-config-fields.ts';
import type { ConfigFieldSet } from '../field-set.ts';
import { connectorFields, versionKey } from './connector-fields.ts';
import { ingestionFields } from './ingestion-fields.ts';
import { kagentiEntityFields } from './kagenti-entity-fields.ts';
import { ogxFields } from './ogx-fields.ts';

/**
 * The fields of Boost's other modules, as a set to combine with `boostFieldSet`: the connectors
 * (`boost.connectors`) and their ingestion (`boost.ingestion`), the OGX provider
 * (`boost.providers.ogx`) and the modules that fill the catalog (`boost.entityProviders`).
 *
 * The fields are those of Boost 0.8.2. For the command:
 * `boost-config check --fields @rhdh-boost/config-schema/boost-modules`.
 */
export const configFields: ConfigFieldSet = defineConfigFields({
  owner: '@rhdh-boost/config-schema/boost-modules',
  version: 1,
  fields: {
    ...ingestionFields,
    ...connectorFields('jira', 'Jira', { hasCron: true, hasTimeout: true }),
    ...connectorFields('github', 'GitHub'),
    ...connectorFields('gitlab', 'GitLab'),
    ...ogxFields,
    ...kagentiEntityFields,
  },
  versionKeys: [versionKey('jira'), versionKey('github'), versionKey('gitlab')],
});
