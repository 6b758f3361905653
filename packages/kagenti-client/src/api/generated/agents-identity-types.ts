// Generated from Kagenti's contract and scripts/overlay by scripts/generate.ts. Do not edit: change the overlay, and
// run `npm run generate`.
import type { AgentParameters } from './agents-types.ts';

/** Parameters of `agents.identity.replaceConfig`. */
export interface ReplaceIdentityConfigParameters extends AgentParameters {
  /**
   * The whole new configuration, as YAML text. The server checks only that it is YAML, and rejects
   * an empty one with 422.
   */
  readonly config: string;
}

/** Result of replacing the configuration of an agent's AuthBridge. */
export interface ReplacedIdentityConfig {
  /** `ok`. */
  readonly status: string;
}

/** Configuration of an agent's AuthBridge; the contract leaves its shape open. */
export interface IdentityConfig {
  /** False where the agent has no AuthBridge; the answer has nothing else then. */
  readonly AuthBridge: boolean;
  /** How it is placed in front of the agent. */
  readonly mode?: string | null;
  /** Inbound and outbound plugins, with their configuration. */
  readonly pipeline?: Readonly<Record<string, unknown>> | null;
  /** What else AuthBridge sends: `tls_bridge` and others. */
  readonly [key: string]: unknown;
}

/** Counters of an agent's AuthBridge, by reason; the contract leaves their shape open. */
export interface IdentityStatus {
  /** False where the agent has no AuthBridge; the answer has nothing else then. */
  readonly AuthBridge: boolean;
  /** Calls to the agent that were allowed. */
  readonly inbound_approvals?: Readonly<Record<string, unknown>> | null;
  /** Calls to the agent that were denied. */
  readonly inbound_denials?: Readonly<Record<string, unknown>> | null;
  /** Calls of the agent that were allowed. */
  readonly outbound_approvals?: Readonly<Record<string, unknown>> | null;
  /** Calls of the agent that were denied. */
  readonly outbound_denials?: Readonly<Record<string, unknown>> | null;
  /** Calls of the agent that were sent with an exchanged token. */
  readonly outbound_replace_tokens?: Readonly<Record<string, unknown>> | null;
  /** What else AuthBridge sends. */
  readonly [key: string]: unknown;
}
