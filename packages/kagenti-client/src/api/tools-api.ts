import { operationMethods } from '../operations/operation-method.ts';
import type { BoundCore } from '../sending/call-request.ts';
import { deleteMethod } from '../waiting/verified-delete.ts';
import { waitForBuild } from '../waiting/wait-for-build.ts';
import { waitUntil } from '../waiting/wait-until.ts';
import { workloadWait } from '../waiting/workload-wait.ts';
import type { ToolsApi } from './generated/tools-api.ts';
import type { ToolBuildsApi } from './generated/tools-builds-api.ts';
import { toolsBuildsOperations } from './generated/tools-builds-operations.ts';
import { toolsOperations } from './generated/tools-operations.ts';
import { listAllOf } from './list-namespaces.ts';

/** Binds the operations to a caller. */
export function toolsApi(bound: BoundCore): ToolsApi {
  const methods = operationMethods(bound, toolsOperations);
  const { get, list } = methods;
  return {
    ...methods,
    listAll: listAllOf(bound, 'tools.list', list),
    delete: deleteMethod(bound, {
      remove: ['tools.delete', toolsOperations['tools.delete']],
      get: ['tools.get', toolsOperations['tools.get']],
      getBuild: ['tools.builds.info', toolsBuildsOperations['tools.builds.info']],
    }),
    waitForReady: async (parameters, options = {}) => {
      const tool = { ...parameters };
      const workload = workloadWait({
        operation: 'tools.get',
        get: callOptions => get(tool, callOptions),
      });
      return waitUntil(bound.core, workload, options);
    },
    builds: toolBuildsApi(bound),
  };
}

function toolBuildsApi(bound: BoundCore): ToolBuildsApi {
  const methods = operationMethods(bound, toolsBuildsOperations);
  const { info, finalize } = methods;
  return {
    ...methods,
    waitFor: async (parameters, options = {}) =>
      waitForBuild(
        bound,
        {
          look: 'tools.builds.info',
          info,
          make: 'tools.builds.finalize',
          makeDescriptor: toolsBuildsOperations['tools.builds.finalize'],
          finalize,
        },
        parameters,
        options,
      ),
  };
}
