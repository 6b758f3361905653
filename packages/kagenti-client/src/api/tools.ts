import type { CallOptions } from '../client-options.ts';
import { type BoundCore, jsonCall } from '../json-call.ts';
import type { KagentiCall } from '../kagenti-call.ts';
import { defaultNamespace } from '../namespace-rule.ts';
import type { ResourceList, ToolSummary } from './answers.ts';
import { toolList } from './shapes.ts';

/** Parameters of `tools.list`. */
export interface ToolsListParameters {
  /** Namespace whose tools are listed; the server takes `default` where none is given. */
  readonly namespace?: string;
}

/** MCP tools. */
export interface ToolsApi {
  /**
   * Lists the tools of a namespace. Permission `boost.access`, role viewer. A namespace that does not
   * exist gives an empty list.
   *
   * @throws KagentiPermissionError when the caller may not; KagentiHttpError with the server's status.
   */
  list(
    parameters?: ToolsListParameters,
    options?: CallOptions,
  ): KagentiCall<ResourceList<ToolSummary>>;
}

/** Binds the operations to a caller. */
export function toolsApi(bound: BoundCore): ToolsApi {
  return {
    list: (parameters = {}, options = {}) =>
      jsonCall(bound, {
        name: 'tools.list',
        target: { namespace: parameters.namespace ?? defaultNamespace },
        parameters: () => ({ query: { namespace: parameters.namespace } }),
        shape: toolList,
        options,
      }),
  };
}
