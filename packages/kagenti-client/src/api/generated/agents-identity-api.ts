// Generated from Kagenti's contract and scripts/overlay by scripts/generate.ts. Do not edit: change the overlay, and
// run `npm run generate`.
import type { CallOptions } from '../../options/client-options.ts';
import type { KagentiCall } from '../../sending/kagenti-call.ts';
import type {
  IdentityConfig,
  IdentityStatus,
  ReplacedIdentityConfig,
  ReplaceIdentityConfigParameters,
} from './agents-identity-types.ts';
import type { AgentParameters } from './agents-types.ts';

/** Workload identity of agents, as the AuthBridge of each reports it. */
export interface AgentIdentityApi {
  /**
   * Returns the configuration of an agent's AuthBridge; `{ AuthBridge: false }` if it has none.
   * Without the feature flag every agent returns 404. Permission `boost.kagenti.admin`, role
   * operator, feature flag `authbridgeAPI`.
   *
   * @throws KagentiPermissionError if the caller lacks the permission; KagentiHttpError with the
   * server's status, 404 also for an agent whose pods do not run yet.
   */
  config(parameters: AgentParameters, options?: CallOptions): KagentiCall<IdentityConfig>;
  /**
   * Replaces the configuration of an agent's AuthBridge as a whole. It takes effect when the
   * sidecar reloads it: `config` shows what the sidecar runs with, before and after. The server
   * checks only that it is YAML. It also stores it for an agent that does not exist, and deleting
   * the agent leaves it behind. Requires a server from 2026-08-20 or later. Permission
   * `boost.kagenti.admin`, role operator, feature flag `authbridgeAPI`.
   *
   * @throws KagentiPermissionError if the caller lacks the permission; KagentiHttpError: 400 for
   * text that is not YAML, or a name or namespace that is not an RFC 1123 label, 422 for an empty
   * text, 500 where Kubernetes refuses.
   */
  replaceConfig(
    parameters: ReplaceIdentityConfigParameters,
    options?: CallOptions,
  ): KagentiCall<ReplacedIdentityConfig>;
  /**
   * Counts what an agent's AuthBridge allowed and refused; `{ AuthBridge: false }` if it has none.
   * Permission `boost.kagenti.admin`, role operator, feature flag `authbridgeAPI`.
   *
   * @throws KagentiPermissionError if the caller lacks the permission; KagentiHttpError with the
   * server's status, 404 also for an agent whose pods do not run yet.
   */
  status(parameters: AgentParameters, options?: CallOptions): KagentiCall<IdentityStatus>;
}
