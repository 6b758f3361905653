import { z } from 'zod';
import type { ConfigFieldMeta, ConfigFields } from '../field.ts';
import { boostConfigFields } from '../registry.ts';

const section = 'boost.entityProviders.kagenti';

function refreshField(what: string): ConfigFieldMeta {
  return {
    schema: z.number().positive().optional(),
    configScope: 'yaml-only',
    description: `Seconds between two updates of the ${what} in the catalog.`,
    visibility: 'backend',
    since: 1,
    examples: [300],
  };
}

/** The module that lists Kagenti's agents and tools in the catalog. It checks URL and namespaces as the provider does. */
export const kagentiEntityFields: ConfigFields = {
  [`${section}.baseUrl`]: {
    ...boostConfigFields['boost.providers.kagenti.baseUrl'],
    description:
      'The URL of the Kagenti backend whose agents and tools the catalog lists. Default: boost.providers.kagenti.baseUrl.',
    since: 1,
  },
  [`${section}.namespaces`]: {
    ...boostConfigFields['boost.providers.kagenti.namespaces'],
    description:
      'The namespaces whose agents and tools the catalog lists. Default: boost.providers.kagenti.namespaces.',
    since: 1,
  },
  [`${section}.agentRefreshIntervalSeconds`]: refreshField('agents'),
  [`${section}.toolRefreshIntervalSeconds`]: refreshField('tools'),
};
