/** Configuration of an agent's AuthBridge; the contract leaves its shape open. */
export interface IdentityConfig {
  /** False where the agent has no AuthBridge; nothing else is told then. */
  readonly AuthBridge: boolean;
  /** How it stands before the agent. */
  readonly mode?: string | null;
  /** Plugins on the way in and on the way out, with their configuration. */
  readonly pipeline?: Readonly<Record<string, unknown>> | null;
  /** What else AuthBridge tells: `tls_bridge` and others. */
  readonly [key: string]: unknown;
}

/** Counters of an agent's AuthBridge, by reason; the contract leaves their shape open. */
export interface IdentityStatus {
  /** False where the agent has no AuthBridge; nothing else is told then. */
  readonly AuthBridge: boolean;
  /** Calls to the agent that were let through. */
  readonly inbound_approvals?: Readonly<Record<string, unknown>> | null;
  /** Calls to the agent that were refused. */
  readonly inbound_denials?: Readonly<Record<string, unknown>> | null;
  /** Calls of the agent that were let through. */
  readonly outbound_approvals?: Readonly<Record<string, unknown>> | null;
  /** Calls of the agent that were refused. */
  readonly outbound_denials?: Readonly<Record<string, unknown>> | null;
  /** Calls of the agent that went out with an exchanged token. */
  readonly outbound_replace_tokens?: Readonly<Record<string, unknown>> | null;
  /** What else AuthBridge tells. */
  readonly [key: string]: unknown;
}
