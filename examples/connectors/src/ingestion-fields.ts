import type { ConfigFields } from '@rhdh-boost/config-schema';
import { z } from 'zod';

/** What is kept of what the connectors did. */
export const ingestionFields: ConfigFields = {
  'boost.ingestion.healthRetention.maxAttemptsPerConnector': {
    schema: z.number().int().positive().optional(),
    configScope: 'yaml-only',
    description: 'How many attempts of each connector are kept, to show its health.',
    visibility: 'backend',
    since: 1,
    examples: [50],
  },
};
