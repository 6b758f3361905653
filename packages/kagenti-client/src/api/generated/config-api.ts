// Generated from Kagenti's contract and scripts/overlay by scripts/generate.ts. Do not edit: change the overlay, and
// run `npm run generate`.
import type { CallOptions } from '../../options/client-options.ts';
import type { KagentiCall } from '../../sending/kagenti-call.ts';
import type { NoParameters } from '../no-parameters.ts';
import type { Dashboards, FeatureFlags, McpGatewayStatus, PlatformStatus } from './config-types.ts';

/** What the server is set up for, and how the platform is. */
export interface ConfigApi {
  /**
   * Returns which features are enabled; an operation whose feature is off returns 404. Public: no
   * permission is needed, and no token is sent.
   *
   * @throws KagentiHttpError with the server's status.
   */
  features(parameters?: NoParameters, options?: CallOptions): KagentiCall<FeatureFlags>;
  /**
   * Returns the addresses of other pages. Permission `boost.access`, role viewer.
   *
   * @throws KagentiPermissionError if the caller lacks the permission; KagentiHttpError with the
   * server's status.
   */
  dashboards(parameters?: NoParameters, options?: CallOptions): KagentiCall<Dashboards>;
  /**
   * Returns the state of the components of the platform. Permission `boost.access`, role viewer.
   *
   * @throws KagentiPermissionError if the caller lacks the permission; KagentiHttpError with the
   * server's status, 404 where the server's flag `admin` is off.
   */
  platformStatus(parameters?: NoParameters, options?: CallOptions): KagentiCall<PlatformStatus>;
  /**
   * Returns the state of the MCP gateway. Permission `boost.access`, role viewer.
   *
   * @throws KagentiPermissionError if the caller lacks the permission; KagentiHttpError with the
   * server's status.
   */
  mcpGatewayStatus(parameters?: NoParameters, options?: CallOptions): KagentiCall<McpGatewayStatus>;
}
