// Generated from Kagenti's contract and scripts/overlay by scripts/generate.ts. Do not edit: change the overlay, and
// run `npm run generate`.
import type { CallOptions } from '../../options/client-options.ts';
import type { KagentiCall } from '../../sending/kagenti-call.ts';
import type { DeleteOptions, VerifiableDeleteResult } from '../../waiting/verified-delete.ts';
import type { WaitOptions } from '../../waiting/wait-options.ts';
import type { ReadyProgress } from '../../waiting/wait-progress.ts';
import type { ListAll } from '../list-namespaces.ts';
import type { ResourceList } from '../resource-list.ts';
import type { ResourceResult, RouteStatus } from './resources-types.ts';
import type { ToolBuildsApi } from './tools-builds-api.ts';
import type {
  CreateToolParameters,
  InvokeToolParameters,
  McpToolList,
  McpToolResult,
  ToolDetail,
  ToolParameters,
  ToolSummary,
  ToolsListParameters,
} from './tools-types.ts';

/** MCP tools. */
export interface ToolsApi {
  /**
   * Lists the tools of a namespace, including simulated ones; Kagenti has no pages. The list
   * contains tools that are being built or whose build failed. It is empty for a namespace that
   * does not exist. Permission `boost.access`, role viewer.
   *
   * @throws KagentiPermissionError if the caller lacks the permission; KagentiHttpError with the
   * server's status.
   */
  list(
    parameters?: ToolsListParameters,
    options?: CallOptions,
  ): KagentiCall<ResourceList<ToolSummary>>;
  /**
   * Creates a tool from an image, or starts its build from source. A build continues after the
   * answer: `tools.builds.waitFor` waits for it and creates the tool. Never sent twice. Permission
   * `boost.mcp.manage`, role operator.
   *
   * @throws KagentiPermissionError if the caller lacks the permission; KagentiHttpError: 400
   * without the `gitUrl` or `containerImage` that the method needs and for an unknown kind of
   * workload, 404 for a namespace that does not exist, 409 if the name is taken, 422 for invalid
   * values.
   */
  create(parameters: CreateToolParameters, options?: CallOptions): KagentiCall<ResourceResult>;
  /**
   * Returns one tool. While it is being built, it is a placeholder; after the build, it cannot be
   * read until it is finalized. Permission `boost.access`, role viewer.
   *
   * @throws KagentiPermissionError if the caller lacks the permission; KagentiHttpError with the
   * server's status.
   */
  get(parameters: ToolParameters, options?: CallOptions): KagentiCall<ToolDetail>;
  /**
   * Deletes a tool with everything that belongs to it, including builds. Deleting a tool that does
   * not exist succeeds, and so does a delete that Kubernetes refused: `verify: true` polls until
   * the tool and its build are gone. Permission `boost.mcp.manage`, role operator.
   *
   * @throws KagentiPermissionError if the caller lacks the permission; KagentiHttpError with the
   * server's status; KagentiWorkError `not_deleted` if `verify` finds that something remains.
   */
  delete(parameters: ToolParameters, options?: DeleteOptions): KagentiCall<VerifiableDeleteResult>;
  /**
   * Returns whether a tool can be reached from outside the cluster; false also for one that does
   * not exist. Permission `boost.access`, role viewer.
   *
   * @throws KagentiPermissionError if the caller lacks the permission; KagentiHttpError with the
   * server's status.
   */
  routeStatus(parameters: ToolParameters, options?: CallOptions): KagentiCall<RouteStatus>;
  /**
   * Lists the MCP tools of a tool's MCP server. Kagenti sends it no token. Permission
   * `boost.mcp.manage`, role operator.
   *
   * @throws KagentiPermissionError if the caller lacks the permission; KagentiHttpError: 502 if the
   * MCP server cannot be reached or the tool does not exist, 500 if it requires a token or does not
   * speak MCP; KagentiTimeoutError if it answers anything else, because the backend then waits for
   * minutes.
   */
  connect(parameters: ToolParameters, options?: CallOptions): KagentiCall<McpToolList>;
  /**
   * Calls one of a tool's MCP tools. Kagenti sends it no token. If the MCP tool fails or does not
   * exist, the answer reports it (`isError`), not the status. Default timeouts: 75 s for the
   * headers, 90 s in total. Never sent twice. Permission `boost.mcp.manage`, role operator.
   *
   * @throws KagentiPermissionError if the caller lacks the permission; KagentiHttpError: 502 if the
   * MCP server cannot be reached or the tool does not exist, 500 if it requires a token or does not
   * speak MCP; KagentiTimeoutError if it answers anything else, because the backend then waits for
   * minutes.
   */
  invoke(parameters: InvokeToolParameters, options?: CallOptions): KagentiCall<McpToolResult>;
  /** Lists the tools of several namespaces, see {@link ListAll}. */
  readonly listAll: ListAll<ToolSummary>;
  /**
   * Waits until a tool is ready: through its build, if it has one, and then until its pods are
   * ready. It does not finalize a build: Kagenti does that itself within 30 s, or
   * `tools.builds.waitFor` with `finalize` before. Polls `get`, every 1 to 10 s; each poll needs
   * the permission of its operation and has its own audit event. The wait continues after a poll
   * that fails temporarily: a connection error, 429, any 5xx except 501 and 505, or 404 for at most
   * a minute.
   *
   * @throws KagentiWorkError `build_failed` or `rollout_failed`; KagentiTimeoutError `deadline`
   * after `timeoutMs`, by default half an hour; KagentiAbortError by the signal, or when the client
   * is closed; what `get` throws, unless it is temporary.
   */
  waitForReady(
    parameters: ToolParameters,
    options?: WaitOptions<ReadyProgress>,
  ): Promise<ToolDetail>;
  /** Builds of tools from source. */
  readonly builds: ToolBuildsApi;
}
