import { z } from 'zod';
import type { FieldDefinitions } from '../lazy-fields.ts';

/** Dev Spaces, where agents are developed. */
export const devSpacesFields = {
  'boost.devSpaces.credentials': {
    schema: () => z.string().optional(),
    configScope: 'db-overridable',
    description: 'The credentials by which Boost opens a workspace in Dev Spaces.',
    visibility: 'secret',
    sensitive: true,
    since: 1,
    examples: ['${DEV_SPACES_CREDENTIALS}'],
  },
} satisfies FieldDefinitions;
