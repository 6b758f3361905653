import { z } from 'zod';
import type { ConfigFields } from '../field.ts';

/** How much of the connectors' history is kept. */
export const ingestionFields: ConfigFields = {
  'boost.ingestion.healthRetention.maxAttemptsPerConnector': {
    schema: z.int().positive().optional(),
    configScope: 'yaml-only',
    description: 'How many attempts of each connector are kept to show its health.',
    visibility: 'backend',
    since: 1,
    examples: [50],
  },
};
