import type { CallOptions } from '../client-options.ts';
import { type BoundCore, jsonCall } from '../json-call.ts';
import type { KagentiCall } from '../kagenti-call.ts';
import type { HealthStatus } from './answers.ts';
import { healthStatus } from './shapes.ts';

/** Whether the backend runs. Public: nobody is asked, and no token is sent. */
export interface HealthApi {
  /**
   * The process answers.
   *
   * @throws KagentiError as every operation: connection, timeout, abort, http.
   */
  live(
    parameters?: Readonly<Record<string, never>>,
    options?: CallOptions,
  ): KagentiCall<HealthStatus>;
  /**
   * The process can do its work.
   *
   * @throws KagentiError as every operation: connection, timeout, abort, http.
   */
  ready(
    parameters?: Readonly<Record<string, never>>,
    options?: CallOptions,
  ): KagentiCall<HealthStatus>;
}

/** Binds the operations to a caller. */
export function healthApi(bound: BoundCore): HealthApi {
  return {
    live: (_parameters, options = {}) =>
      jsonCall(bound, { name: 'health.live', shape: healthStatus, options }),
    ready: (_parameters, options = {}) =>
      jsonCall(bound, { name: 'health.ready', shape: healthStatus, options }),
  };
}
