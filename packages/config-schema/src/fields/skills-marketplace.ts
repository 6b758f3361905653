import { z } from 'zod';
import { webUrl, webUrlRules } from '../field-schemas.ts';
import type { FieldDefinitions } from '../lazy-fields.ts';

/** The marketplace that skills are taken from. */
export const skillsMarketplaceFields = {
  'boost.skillsMarketplace.endpoint': {
    schema: () => webUrl().optional(),
    rules: webUrlRules,
    configScope: 'yaml-only',
    description: 'Where the skills marketplace is served.',
    visibility: 'backend',
    since: 1,
    examples: ['https://skills.example.com'],
  },
  'boost.skillsMarketplace.enabled': {
    schema: () => z.boolean().optional(),
    configScope: 'db-overridable',
    description: 'Whether skills are taken from the marketplace.',
    visibility: 'backend',
    since: 2,
    examples: [true],
  },
} satisfies FieldDefinitions;
