import { defineConfigFields } from '@rhdh-boost/config-schema';
import { z } from 'zod';
import { httpsEndpoint } from './https-endpoint.ts';

const section = 'boost.connectors.confluence';
const versionKey = `${section}.__schemaVersion`;

/**
 * The fields of a connector to Confluence, in Zod 3. `boost-config --fields` finds the set by the
 * name of this export.
 */
export const configFields = defineConfigFields({
  owner: '@rhdh-boost-examples/connectors',
  version: 1,
  fields: {
    [versionKey]: {
      schema: z.number().int().positive().optional(),
      configScope: 'db-only',
      description: 'The version under which the values of the connector were stored.',
      visibility: 'backend',
      since: 1,
      examples: [1],
    },
    [`${section}.enabled`]: {
      schema: z.boolean().optional(),
      configScope: 'db-overridable',
      description: 'Whether the connector runs.',
      visibility: 'backend',
      since: 1,
      examples: [true],
    },
    [`${section}.endpoint`]: {
      schema: httpsEndpoint.optional(),
      rules: ['is https'],
      configScope: 'db-overridable',
      description: 'The URL of Confluence. https, because a credential is sent there.',
      visibility: 'backend',
      since: 1,
      examples: ['https://confluence.example.com'],
    },
    [`${section}.batchSize`]: {
      schema: z.number().int().positive().max(10_000).optional(),
      configScope: 'db-overridable',
      description: 'How many pages the connector requests at a time.',
      visibility: 'backend',
      defaultValue: 100,
      since: 1,
      examples: [500],
    },
  },
  versionKeys: [versionKey],
});
