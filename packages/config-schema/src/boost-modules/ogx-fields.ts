import { z } from 'zod';
import type { ConfigFieldMeta, ConfigFields } from '../field.ts';
import { nonEmptyText, webUrl, webUrlRules } from '../field-schemas.ts';

const provider = 'boost.providers.ogx';
const entityProvider = 'boost.entityProviders.ogx';

/** All of these fields are read from app-config when the backend starts. */
const fixed = {
  configScope: 'yaml-only',
  visibility: 'backend',
  since: 1,
} as const satisfies Partial<ConfigFieldMeta>;

const agent = z.strictObject({
  id: nonEmptyText(),
  name: nonEmptyText(),
  version: z.string().optional(),
  description: z.string().optional(),
  instructions: z.string().optional(),
  model: z.string().optional(),
  tools: z.array(z.string()).optional(),
  handoffs: z.array(z.string()).optional(),
  handoffDescription: z.string().optional(),
  enableRAG: z.boolean().optional(),
  createdBy: z.string().optional(),
  lifecycleStage: z.enum(['draft', 'pending', 'published', 'archived']).optional(),
});

/** What the provider and the entity provider of OGX both read; the provider's section is read where the other is not set. */
function sharedFields(section: string): ConfigFields {
  return {
    [`${section}.apiKey`]: {
      ...fixed,
      schema: nonEmptyText().optional(),
      description: 'The API key of the OGX server, for servers that need one.',
      visibility: 'secret',
      sensitive: true,
      examples: ['${OGX_API_KEY}'],
    },
    [`${section}.caData`]: {
      ...fixed,
      schema: nonEmptyText().optional(),
      description:
        'The CA certificates to verify the OGX server with, as PEM text. The PEM text itself, not the path of a file.',
      examples: ['${OGX_CA_CERTIFICATES}'],
    },
    [`${section}.skipTLSVerify`]: {
      ...fixed,
      schema: z.boolean().optional(),
      description: 'Turns off certificate checks for the OGX server. For development only.',
      examples: [false],
    },
    [`${section}.defaultAgent`]: {
      ...fixed,
      schema: nonEmptyText().optional(),
      description: 'The id of the agent that starts a conversation.',
      examples: ['router'],
    },
    [`${section}.maxAgentTurns`]: {
      ...fixed,
      schema: z.int().positive().optional(),
      description: 'How many turns the agents may take in a conversation.',
      examples: [10],
    },
    [`${section}.agents`]: {
      ...fixed,
      schema: z.array(agent).optional(),
      description: 'The agents that the catalog lists.',
      examples: [[{ id: 'router', name: 'Router' }]],
    },
  };
}

function baseUrlField(description: string): ConfigFieldMeta {
  return {
    ...fixed,
    schema: webUrl().optional(),
    rules: webUrlRules,
    description,
    examples: ['http://localhost:8321'],
  };
}

function refreshField(what: string, defaultSeconds: number): ConfigFieldMeta {
  return {
    ...fixed,
    schema: z.number().positive().optional(),
    description: `Seconds between two updates of the ${what} in the catalog. Default: ${defaultSeconds}.`,
    examples: [defaultSeconds],
  };
}

/** Boost's provider for OGX, and the module that lists its models and agents in the catalog. */
export const ogxFields: ConfigFields = {
  [`${provider}.baseUrl`]: baseUrlField('The URL of the OGX server. Required for the provider.'),
  [`${provider}.defaultModel`]: {
    ...fixed,
    schema: nonEmptyText().optional(),
    description: 'The model of a chat that names none.',
    examples: ['default'],
  },
  ...sharedFields(provider),
  [`${entityProvider}.baseUrl`]: {
    ...baseUrlField('The URL of the OGX server whose models and agents the catalog lists.'),
    // The section requires this key, so that a section causes one warning and not one a key.
    deprecated: {
      message:
        'Newer versions of this module ignore the section: they read ai-catalog.entityProviders.ogx.',
    },
  },
  ...sharedFields(entityProvider),
  [`${entityProvider}.modelRefreshIntervalSeconds`]: refreshField('models', 60),
  [`${entityProvider}.agentRefreshIntervalSeconds`]: refreshField('agents', 300),
};
