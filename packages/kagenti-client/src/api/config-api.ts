import { operationMethods } from '../operations/operation-method.ts';
import type { CallOptions } from '../options/client-options.ts';
import type { BoundCore } from '../sending/call-request.ts';
import type { KagentiCall } from '../sending/kagenti-call.ts';
import { configOperations } from './generated/config-operations.ts';
import type {
  Dashboards,
  FeatureFlags,
  McpGatewayStatus,
  PlatformStatus,
} from './generated/config-types.ts';
import type { NoParameters } from './no-parameters.ts';

/** What the server is set up for, and how the platform is. */
export interface ConfigApi {
  /**
   * Says which features are switched on; an operation behind one that is off gives 404. Public: nobody is
   * asked, and no token is sent.
   *
   * @throws KagentiError as every operation: connection, timeout, abort, http.
   */
  features(parameters?: NoParameters, options?: CallOptions): KagentiCall<FeatureFlags>;
  /**
   * Gives the addresses of other pages. Permission `boost.access`, role viewer.
   *
   * @throws KagentiPermissionError when the caller may not; KagentiHttpError with the server's status.
   */
  dashboards(parameters?: NoParameters, options?: CallOptions): KagentiCall<Dashboards>;
  /**
   * Says how the components of the platform are. Permission `boost.access`, role viewer.
   *
   * @throws KagentiPermissionError when the caller may not; KagentiHttpError with the server's status, 404
   * where the server's flag `admin` is off.
   */
  platformStatus(parameters?: NoParameters, options?: CallOptions): KagentiCall<PlatformStatus>;
  /**
   * Says how the MCP gateway is. Permission `boost.access`, role viewer.
   *
   * @throws KagentiPermissionError when the caller may not; KagentiHttpError with the server's status.
   */
  mcpGatewayStatus(parameters?: NoParameters, options?: CallOptions): KagentiCall<McpGatewayStatus>;
}

/** Binds the operations to a caller. */
export function configApi(bound: BoundCore): ConfigApi {
  const method = operationMethods(bound, configOperations);
  return {
    features: method('config.features'),
    dashboards: method('config.dashboards'),
    platformStatus: method('config.platformStatus'),
    mcpGatewayStatus: method('config.mcpGatewayStatus'),
  };
}
