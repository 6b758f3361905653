import { z } from 'zod';
import { nonEmptyText, webUrl, webUrlRules } from '../field-schemas.ts';
import type { FieldDefinitions } from '../lazy-fields.ts';

/** The language model that Boost talks to, and what it is told first. */
export const modelFields = {
  'boost.model.baseUrl': {
    schema: () => webUrl().optional(),
    rules: webUrlRules,
    configScope: 'db-overridable',
    description: 'Where the language model is served, as an OpenAI-compatible endpoint.',
    visibility: 'frontend',
    since: 1,
    examples: ['https://models.example.com/v1'],
  },
  'boost.model.name': {
    schema: () => nonEmptyText().optional(),
    configScope: 'db-overridable',
    description: 'The name under which the endpoint serves the model.',
    visibility: 'frontend',
    since: 1,
    examples: ['granite-4-small'],
  },
  'boost.systemPrompt': {
    schema: () => z.string().optional(),
    configScope: 'db-overridable',
    description: 'What the model is told before every conversation.',
    visibility: 'backend',
    since: 1,
    examples: ['You help developers of this company.'],
  },
} satisfies FieldDefinitions;
