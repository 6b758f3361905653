import type { OperationName } from './operation-name.ts';

/** HTTP methods that the contract uses. */
export type Method = 'GET' | 'POST' | 'PUT' | 'DELETE';

/** Backstage permissions that Boost asks before an operation. */
export type Permission =
  | 'boost.access'
  | 'boost.agent.delete'
  | 'boost.agent.list'
  | 'boost.agent.register'
  | 'boost.chat.create'
  | 'boost.kagenti.admin'
  | 'boost.mcp.manage';

/**
 * What the caller's token must carry at Kagenti, without the prefix. The realm role is
 * `rossoctl-<role>`, or `kagenti-<role>` on servers from before Kagenti was renamed. Every valid
 * token is at least a viewer.
 */
export type Role = 'viewer' | 'operator';

/**
 * Switches of the server, as `config.features` reports them. While one is off, the paths behind it answer
 * 404. `contextService` is on when the server has the address of a Context Service.
 */
export type FeatureFlag =
  | 'authbridgeAPI'
  | 'contextService'
  | 'dreaming'
  | 'externalSkills'
  | 'simulatedTools'
  | 'skills';

/** What the table says of an operation besides its name. */
export interface OperationRow {
  /** HTTP method. */
  readonly method: Method;
  /** Path template of the OpenAPI document, from the server's root, with `{parameters}`. */
  readonly path: string;
  /** Backstage permission to ask for; null: public, nobody is asked and no token is needed. */
  readonly permission: Permission | null;
  /** Role that the token needs at Kagenti; null: none is demanded. */
  readonly role: Role | null;
  /** Feature flag of the server that the operation sits behind; null: always there. */
  readonly featureFlag: FeatureFlag | null;
  /** True when sending it twice leaves Kagenti as sending it once would. */
  readonly safeToRepeat: boolean;
  /**
   * True when it changes something at Kagenti, or makes an agent act; such a call is audited as a write.
   * Does not follow from the method: `dreams.run` is a GET that moves the agent's mark.
   */
  readonly changes: boolean;
}

/** One operation of the Kagenti API. */
export interface Operation extends OperationRow {
  /** Name of the operation. */
  readonly operation: OperationName;
}
