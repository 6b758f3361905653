import { operationMethods } from '../operations/operation-method.ts';
import type { CallOptions } from '../options/client-options.ts';
import type { BoundCore } from '../sending/call-request.ts';
import type { KagentiCall } from '../sending/kagenti-call.ts';
import { healthOperations } from './generated/health-operations.ts';
import type { HealthStatus } from './generated/health-types.ts';
import type { NoParameters } from './no-parameters.ts';

/** Whether the backend runs. */
export interface HealthApi {
  /**
   * The process answers; while Kubernetes hangs, even this does not. Public: nobody is asked, and no token
   * is sent.
   *
   * @throws KagentiError as every operation: connection, timeout, abort, http.
   */
  live(parameters?: NoParameters, options?: CallOptions): KagentiCall<HealthStatus>;
  /**
   * The process is ready; it says so also while Kubernetes cannot be reached. Public: nobody is asked, and
   * no token is sent.
   *
   * @throws KagentiError as every operation: connection, timeout, abort, http.
   */
  ready(parameters?: NoParameters, options?: CallOptions): KagentiCall<HealthStatus>;
}

/** Binds the operations to a caller. */
export function healthApi(bound: BoundCore): HealthApi {
  const method = operationMethods(bound, healthOperations);
  return { live: method('health.live'), ready: method('health.ready') };
}
