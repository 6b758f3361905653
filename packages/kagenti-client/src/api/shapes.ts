import { z } from 'zod';
import type { AnswerShape } from '../answer.ts';
import type {
  AgentCard,
  AgentDetail,
  AgentSummary,
  ChatReply,
  DeleteResult,
  HealthStatus,
  NamespaceList,
  ResourceList,
  ToolSummary,
} from './answers.ts';

/**
 * Schemas with the least that a caller relies on: required keys, everything else nullish, unknown keys
 * kept. Each is made when it is first used, so that importing the client costs none of them.
 */
function shape<T>(make: () => z.ZodType, listKey?: keyof T & string): AnswerShape<T> {
  let schema: z.ZodType | undefined;
  return {
    schema: () => {
      schema ??= make();
      return schema;
    },
    listKey,
  };
}

const labels = (): z.ZodType =>
  z.looseObject({
    protocol: z.array(z.string()).nullish(),
    framework: z.string().nullish(),
    type: z.string().nullish(),
    simulated: z.boolean().nullish(),
  });

const summary = (): z.ZodType =>
  z.looseObject({
    name: z.string(),
    namespace: z.string(),
    description: z.string(),
    status: z.string(),
    labels: labels(),
    workloadType: z.string().nullish(),
    createdAt: z.string().nullish(),
  });

const list = (): z.ZodType => z.looseObject({ items: z.array(summary()) });

export const healthStatus = shape<HealthStatus>(() => z.looseObject({ status: z.string() }));

export const namespaceList = shape<NamespaceList>(
  () => z.looseObject({ namespaces: z.array(z.string()) }),
  'namespaces',
);

export const agentList = shape<ResourceList<AgentSummary>>(list, 'items');

export const toolList = shape<ResourceList<ToolSummary>>(list, 'items');

export const agentDetail = shape<AgentDetail>(() =>
  z.looseObject({
    metadata: z.record(z.string(), z.unknown()),
    spec: z.record(z.string(), z.unknown()).nullish(),
  }),
);

export const deleteResult = shape<DeleteResult>(() =>
  z.looseObject({ success: z.boolean(), message: z.string() }),
);

export const agentCard = shape<AgentCard>(() =>
  z.looseObject({
    name: z.string(),
    description: z.string().nullish(),
    version: z.string(),
    url: z.string(),
    streaming: z.boolean().nullish(),
    skills: z.array(z.record(z.string(), z.unknown())).nullish(),
  }),
);

export const chatReply = shape<ChatReply>(() =>
  z.looseObject({
    content: z.string(),
    session_id: z.string(),
    is_complete: z.boolean().nullish(),
    username: z.string().nullish(),
  }),
);
