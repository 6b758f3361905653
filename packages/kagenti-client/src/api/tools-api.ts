import { operationMethods } from '../operations/operation-method.ts';
import type { CallOptions } from '../options/client-options.ts';
import type { BoundCore } from '../sending/call-request.ts';
import type { KagentiCall } from '../sending/kagenti-call.ts';
import {
  type DeleteOptions,
  deleteMethod,
  type VerifiableDeleteResult,
} from '../waiting/verified-delete.ts';
import type { WaitOptions } from '../waiting/wait-options.ts';
import type { ReadyProgress } from '../waiting/wait-progress.ts';
import { waitUntil } from '../waiting/wait-until.ts';
import { workloadWait } from '../waiting/workload-wait.ts';
import type { ResourceResult, RouteStatus } from './generated/resources-types.ts';
import { toolsBuildsOperations } from './generated/tools-builds-operations.ts';
import { toolsOperations } from './generated/tools-operations.ts';
import type {
  CreateToolParameters,
  InvokeToolParameters,
  McpToolList,
  McpToolResult,
  ToolDetail,
  ToolParameters,
  ToolSummary,
  ToolsListParameters,
} from './generated/tools-types.ts';
import { type ListAll, listAllOf } from './list-namespaces.ts';
import type { ResourceList } from './resource-list.ts';
import { type ToolBuildsApi, toolBuildsApi } from './tool-builds-api.ts';

/** MCP tools. */
export interface ToolsApi {
  /**
   * Lists the tools of a namespace, simulated ones among them, all at once: there are no pages. One that is
   * being built, or whose build failed, is among them. A namespace that does not exist gives an empty list.
   * Permission `boost.access`, role viewer.
   *
   * @throws KagentiPermissionError when the caller may not; KagentiHttpError with the server's status.
   */
  list(
    parameters?: ToolsListParameters,
    options?: CallOptions,
  ): KagentiCall<ResourceList<ToolSummary>>;
  /** Lists the tools of several namespaces, see {@link ListAll}. */
  readonly listAll: ListAll<ToolSummary>;
  /**
   * Makes a tool from an image, or starts its build from source. A build goes on after the answer:
   * `tools.builds.waitFor` waits for it and makes the tool.
   * Never sent twice. Permission `boost.mcp.manage`, role operator.
   *
   * @throws KagentiPermissionError when the caller may not; KagentiHttpError: 400 without the `gitUrl` or
   * `containerImage` that the method needs and for a kind of workload that there is not, 404 for a
   * namespace that does not exist, 409 when the name is taken, 422 for values that cannot be.
   */
  create(parameters: CreateToolParameters, options?: CallOptions): KagentiCall<ResourceResult>;
  /**
   * Gives one tool. While it builds it can be got, as a placeholder; once it is built it cannot until it is
   * finalized. Permission `boost.access`, role viewer.
   *
   * @throws KagentiPermissionError when the caller may not; KagentiHttpError with the server's status.
   */
  get(parameters: ToolParameters, options?: CallOptions): KagentiCall<ToolDetail>;
  /**
   * Deletes a tool with what belongs to it, builds included. Deleting one that does not exist succeeds, and so
   * does a delete that Kubernetes refused: `verify: true` polls until the tool and its build are gone. Permission
   * `boost.mcp.manage`, role operator.
   *
   * @throws KagentiPermissionError when the caller may not; KagentiHttpError with the server's status;
   * KagentiWorkError `not_deleted` where `verify` finds what remains.
   */
  delete(parameters: ToolParameters, options?: DeleteOptions): KagentiCall<VerifiableDeleteResult>;
  /**
   * Says whether a tool can be reached from outside the cluster; false also for one that does not exist.
   * Permission `boost.access`, role viewer.
   *
   * @throws KagentiPermissionError when the caller may not; KagentiHttpError with the server's status.
   */
  routeStatus(parameters: ToolParameters, options?: CallOptions): KagentiCall<RouteStatus>;
  /**
   * Asks a tool's MCP server what tools it has. No token is handed on to it. Permission
   * `boost.mcp.manage`, role operator.
   *
   * @throws KagentiPermissionError when the caller may not; KagentiHttpError: 502 when the MCP server
   * cannot be reached or there is no such tool, 500 when it wants a token or speaks no MCP;
   * KagentiTimeoutError when it answers something else, for the backend waits for minutes then.
   */
  connect(parameters: ToolParameters, options?: CallOptions): KagentiCall<McpToolList>;
  /**
   * Calls one of a tool's MCP tools. No token is handed on to it. That the MCP tool failed, or does not
   * exist, is told in the answer (`isError`), not by a status. Never sent twice. Permission
   * `boost.mcp.manage`, role operator.
   *
   * @throws KagentiPermissionError when the caller may not; KagentiHttpError: 502 when the MCP server
   * cannot be reached or there is no such tool, 500 when it wants a token or speaks no MCP;
   * KagentiTimeoutError when it answers something else, for the backend waits for minutes then.
   */
  invoke(parameters: InvokeToolParameters, options?: CallOptions): KagentiCall<McpToolResult>;
  /**
   * Waits until a tool is ready: through its build, if it has one, and then until its pods are there. A build
   * is not finalized here: Kagenti does so by itself within 30 s, or `tools.builds.waitFor` with `finalize`
   * before. Looks by `get`, every 1 to 10 s, each look with that operation's permission and audit event. A look
   * that fails in a way that may pass (the connection, 429, 5xx but 501 and 505), or for a minute at most with
   * 404, does not end the wait.
   *
   * @throws KagentiWorkError `build_failed` or `rollout_failed`; KagentiTimeoutError `deadline`, after half an
   * hour where `timeoutMs` says nothing else; KagentiAbortError by the signal, or when the client is closed;
   * what `get` throws, where it does not pass.
   */
  waitForReady(
    parameters: ToolParameters,
    options?: WaitOptions<ReadyProgress>,
  ): Promise<ToolDetail>;
  /** Builds of tools from source. */
  readonly builds: ToolBuildsApi;
}

/** Binds the operations to a caller. */
export function toolsApi(bound: BoundCore): ToolsApi {
  const method = operationMethods(bound, toolsOperations);
  const list = method('tools.list');
  const get = method('tools.get');
  return {
    list,
    listAll: listAllOf(bound, 'tools.list', list),
    create: method('tools.create'),
    get,
    delete: deleteMethod(bound, {
      remove: ['tools.delete', toolsOperations['tools.delete']],
      get: ['tools.get', toolsOperations['tools.get']],
      getBuild: ['tools.builds.info', toolsBuildsOperations['tools.builds.info']],
    }),
    routeStatus: method('tools.routeStatus'),
    connect: method('tools.connect'),
    invoke: method('tools.invoke'),
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
