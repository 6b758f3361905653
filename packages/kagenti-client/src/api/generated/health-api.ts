// Generated from Kagenti's contract and scripts/overlay by scripts/generate.ts. Do not edit: change the overlay, and
// run `npm run generate`.
import type { CallOptions } from '../../options/client-options.ts';
import type { KagentiCall } from '../../sending/kagenti-call.ts';
import type { NoParameters } from '../no-parameters.ts';
import type { HealthStatus } from './health-types.ts';

/** Whether the backend runs. */
export interface HealthApi {
  /**
   * Reports that the process answers. While Kubernetes hangs, even this does not answer. Public: no
   * permission is needed, and no token is sent.
   *
   * @throws KagentiHttpError with the server's status.
   */
  live(parameters?: NoParameters, options?: CallOptions): KagentiCall<HealthStatus>;
  /**
   * Reports that the process is ready, even while Kubernetes cannot be reached. Public: no
   * permission is needed, and no token is sent.
   *
   * @throws KagentiHttpError with the server's status.
   */
  ready(parameters?: NoParameters, options?: CallOptions): KagentiCall<HealthStatus>;
}
