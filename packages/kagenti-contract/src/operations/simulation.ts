import type { OperationRow } from '../operation.ts';

/** Simulated tools. */
export const simulationOperations = {
  'simulation.health': {
    method: 'GET',
    path: '/api/v1/simulation/health',
    permission: 'boost.access',
    role: null,
    featureFlag: 'simulatedTools',
    safeToRepeat: true,
  },
  'simulation.create': {
    method: 'POST',
    path: '/api/v1/simulation/tools',
    permission: 'boost.kagenti.admin',
    role: 'operator',
    featureFlag: 'simulatedTools',
    safeToRepeat: false,
  },
  'simulation.generationStatus': {
    method: 'GET',
    path: '/api/v1/simulation/tools/{namespace}/{name}/generation-status',
    permission: 'boost.access',
    role: 'viewer',
    featureFlag: 'simulatedTools',
    safeToRepeat: true,
  },
  'simulation.stop': {
    method: 'POST',
    path: '/api/v1/simulation/tools/{namespace}/{name}/stop',
    permission: 'boost.kagenti.admin',
    role: 'operator',
    featureFlag: 'simulatedTools',
    safeToRepeat: false,
  },
  'simulation.start': {
    method: 'POST',
    path: '/api/v1/simulation/tools/{namespace}/{name}/start',
    permission: 'boost.kagenti.admin',
    role: 'operator',
    featureFlag: 'simulatedTools',
    safeToRepeat: false,
  },
  'simulation.reset': {
    method: 'POST',
    path: '/api/v1/simulation/tools/{namespace}/{name}/reset',
    permission: 'boost.kagenti.admin',
    role: 'operator',
    featureFlag: 'simulatedTools',
    safeToRepeat: false,
  },
  'simulation.delete': {
    method: 'DELETE',
    path: '/api/v1/simulation/tools/{namespace}/{name}',
    permission: 'boost.kagenti.admin',
    role: 'operator',
    featureFlag: 'simulatedTools',
    safeToRepeat: true,
  },
  'simulation.replaceDatabase': {
    method: 'PUT',
    path: '/api/v1/simulation/tools/{namespace}/{name}/database',
    permission: 'boost.kagenti.admin',
    role: 'operator',
    featureFlag: 'simulatedTools',
    safeToRepeat: true,
  },
} as const satisfies Readonly<Record<string, OperationRow>>;
