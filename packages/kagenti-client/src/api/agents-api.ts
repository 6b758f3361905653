import { operationMethods } from '../operations/operation-method.ts';
import type { BoundCore } from '../sending/call-request.ts';
import { statusInList } from '../waiting/status-in-list.ts';
import { deleteMethod } from '../waiting/verified-delete.ts';
import { waitForBuild } from '../waiting/wait-for-build.ts';
import { waitUntil } from '../waiting/wait-until.ts';
import { workloadWait } from '../waiting/workload-wait.ts';
import type { AgentsApi } from './generated/agents-api.ts';
import type { AgentBuildsApi } from './generated/agents-builds-api.ts';
import { agentsBuildsOperations } from './generated/agents-builds-operations.ts';
import { agentsIdentityOperations } from './generated/agents-identity-operations.ts';
import { agentsMigrationOperations } from './generated/agents-migration-operations.ts';
import { agentsOperations } from './generated/agents-operations.ts';
import { listAllOf } from './list-namespaces.ts';

/** Binds the operations to a caller. */
export function agentsApi(bound: BoundCore): AgentsApi {
  const methods = operationMethods(bound, agentsOperations);
  const { get, list } = methods;
  return {
    ...methods,
    listAll: listAllOf(bound, 'agents.list', list),
    delete: deleteMethod(bound, {
      remove: ['agents.delete', agentsOperations['agents.delete']],
      get: ['agents.get', agentsOperations['agents.get']],
      getBuild: ['agents.builds.get', agentsBuildsOperations['agents.builds.get']],
    }),
    waitForReady: async (parameters, options = {}) => {
      const agent = { ...parameters };
      const { namespace, name } = agent;
      const workload = workloadWait({
        operation: 'agents.get',
        get: callOptions => get(agent, callOptions),
        statusInList: callOptions =>
          statusInList('agents.list', list({ namespace }, callOptions), name),
      });
      return waitUntil(bound.core, workload, options);
    },
    builds: agentBuildsApi(bound),
    identity: operationMethods(bound, agentsIdentityOperations),
    migration: operationMethods(bound, agentsMigrationOperations),
  };
}

function agentBuildsApi(bound: BoundCore): AgentBuildsApi {
  const methods = operationMethods(bound, agentsBuildsOperations);
  const { info, finalize } = methods;
  return {
    ...methods,
    waitFor: async (parameters, options = {}) =>
      waitForBuild(
        bound,
        {
          look: 'agents.builds.info',
          info,
          make: 'agents.builds.finalize',
          makeDescriptor: agentsBuildsOperations['agents.builds.finalize'],
          finalize,
        },
        parameters,
        options,
      ),
  };
}
