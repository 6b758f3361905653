import type { OperationRow } from '../operation.ts';

/** Dreaming: skills improved from what an agent did. */
export const dreamsOperations = {
  'dreams.status': {
    method: 'GET',
    path: '/api/v1/dream/{namespace}/{agent}',
    permission: 'boost.agent.list',
    role: 'viewer',
    featureFlag: 'dreaming',
    safeToRepeat: true,
    changes: false,
  },
  'dreams.start': {
    method: 'POST',
    path: '/api/v1/dream/{namespace}/{agent}',
    permission: 'boost.kagenti.admin',
    role: 'operator',
    featureFlag: 'dreaming',
    safeToRepeat: false,
    changes: true,
  },
  'dreams.run': {
    method: 'GET',
    path: '/api/v1/dream/{namespace}/{agent}/runs/{run_id}',
    permission: 'boost.kagenti.admin',
    role: 'viewer',
    featureFlag: 'dreaming',
    safeToRepeat: true,
    changes: true,
  },
  'dreams.setThresholds': {
    method: 'PUT',
    path: '/api/v1/dream/{namespace}/{agent}/thresholds',
    permission: 'boost.kagenti.admin',
    role: 'operator',
    featureFlag: 'dreaming',
    safeToRepeat: true,
    changes: true,
  },
} as const satisfies Readonly<Record<string, OperationRow>>;
