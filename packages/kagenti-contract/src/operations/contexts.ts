import type { OperationRow } from '../operation.ts';

/** Contexts: volumes of the Context Service that agents share. */
export const contextsOperations = {
  'contexts.list': {
    method: 'GET',
    path: '/api/v1/contexts/{namespace}',
    permission: 'boost.access',
    role: 'viewer',
    featureFlag: 'contextService',
    safeToRepeat: true,
    changes: false,
  },
  'contexts.create': {
    method: 'POST',
    path: '/api/v1/contexts',
    permission: 'boost.kagenti.admin',
    role: 'operator',
    featureFlag: 'contextService',
    safeToRepeat: false,
    changes: true,
  },
  'contexts.get': {
    method: 'GET',
    path: '/api/v1/contexts/{namespace}/{name}',
    permission: 'boost.access',
    role: 'viewer',
    featureFlag: 'contextService',
    safeToRepeat: true,
    changes: false,
  },
  'contexts.delete': {
    method: 'DELETE',
    path: '/api/v1/contexts/{namespace}/{name}',
    permission: 'boost.kagenti.admin',
    role: 'operator',
    featureFlag: 'contextService',
    safeToRepeat: true,
    changes: true,
  },
} as const satisfies Readonly<Record<string, OperationRow>>;
