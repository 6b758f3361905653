import type { OperationRow } from '../operation.ts';

/** Chat with an agent. */
export const chatOperations = {
  'chat.agentCard': {
    method: 'GET',
    path: '/api/v1/chat/{namespace}/{name}/agent-card',
    permission: 'boost.agent.list',
    role: 'viewer',
    featureFlag: null,
    safeToRepeat: true,
    changes: false,
  },
  'chat.send': {
    method: 'POST',
    path: '/api/v1/chat/{namespace}/{name}/send',
    permission: 'boost.chat.create',
    role: 'operator',
    featureFlag: null,
    safeToRepeat: false,
    changes: true,
  },
  'chat.stream': {
    method: 'POST',
    path: '/api/v1/chat/{namespace}/{name}/stream',
    permission: 'boost.chat.create',
    role: 'operator',
    featureFlag: null,
    safeToRepeat: false,
    changes: true,
  },
} as const satisfies Readonly<Record<string, OperationRow>>;
