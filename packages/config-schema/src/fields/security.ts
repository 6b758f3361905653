import { z } from 'zod';
import { encryptionSecret } from '../field-schemas.ts';
import type { FieldDefinitions } from '../lazy-fields.ts';

/** Authentication of callers, and encryption of what is stored. */
export const securityFields = {
  'boost.security.mode': {
    schema: () => z.enum(['development-only-no-auth', 'plugin-only', 'full']),
    configScope: 'yaml-only',
    description:
      'How callers are checked: full (sign-in and permissions), plugin-only (sign-in to Boost alone), or development-only-no-auth (nobody is checked; never in production). Required, so that nobody is without authentication by silence.',
    visibility: 'backend',
    since: 1,
    examples: ['full'],
    replacedValues: {
      none: 'Write full, so that callers are checked. The former none is now development-only-no-auth, which checks nobody. Never use it in production.',
    },
  },
  'boost.encryptionSecret': {
    schema: () => encryptionSecret().optional(),
    configScope: 'yaml-only',
    description:
      'Encrypts the secrets that are stored in the database, and binds chat sessions to their user. At least 16 characters.',
    visibility: 'secret',
    sensitive: true,
    since: 1,
    examples: ['${BOOST_ENCRYPTION_SECRET}'],
  },
  'boost.previousEncryptionSecrets': {
    schema: () => z.array(z.string().min(1)).optional(),
    configScope: 'yaml-only',
    description:
      'Earlier values of boost.encryptionSecret: they still decrypt what was stored under them, and chat sessions bound with them continue. Boost 0.8 accepted any length, so fewer than 16 characters are allowed here; such a secret only decrypts what Boost 0.8 encrypted.',
    visibility: 'secret',
    sensitive: true,
    since: 2,
    examples: [['${BOOST_PREVIOUS_ENCRYPTION_SECRET}']],
  },
} satisfies FieldDefinitions;
