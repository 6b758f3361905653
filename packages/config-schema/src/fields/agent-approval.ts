import { z } from 'zod';
import { webUrl, webUrlRules } from '../field-schemas.ts';
import type { FieldDefinitions } from '../lazy-fields.ts';

/** Who decides whether an agent is published. */
export const agentApprovalFields = {
  'boost.agentApproval.mode': {
    schema: () => z.enum(['built-in', 'sonataflow']).optional(),
    configScope: 'db-overridable',
    description:
      'What decides whether an agent is published: built-in (a person, in Boost) or sonataflow (a workflow).',
    visibility: 'backend',
    since: 1,
    examples: ['built-in'],
  },
  'boost.agentApproval.sonataflow.endpoint': {
    schema: () => webUrl().optional(),
    rules: [...webUrlRules, 'is set where boost.agentApproval.mode is sonataflow'],
    configScope: 'yaml-only',
    description:
      'The SonataFlow workflow that decides. Required when boost.agentApproval.mode is sonataflow.',
    visibility: 'backend',
    since: 1,
    examples: ['https://sonataflow.example.com/agent-approval'],
  },
} satisfies FieldDefinitions;
