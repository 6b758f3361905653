import { z } from 'zod';
import type { FieldDefinitions } from '../lazy-fields.ts';

/** Parts of Boost that can be switched on. */
export const featureFields = {
  'boost.features.agentCreation': {
    schema: () => z.boolean().optional(),
    configScope: 'db-overridable',
    description: 'Whether people may create agents.',
    visibility: 'frontend',
    since: 1,
    examples: [true],
  },
  'boost.features.skillsMarketplace': {
    schema: () => z.boolean().optional(),
    configScope: 'db-overridable',
    description: 'Whether the skills marketplace is shown.',
    visibility: 'frontend',
    since: 1,
    examples: [true],
  },
} satisfies FieldDefinitions;
