import type { AgentParameters } from './agents-parameters.ts';

/** Parameters of `agents.migration.list`. */
export interface MigratableAgentsParameters {
  /** Namespace of the agents; the server takes `default` where none is given. */
  readonly namespace?: string;
}

/** Parameters of `agents.migration.migrate`. */
export interface MigrateAgentParameters extends AgentParameters {
  /** Whether the former resource is deleted; false. */
  readonly deleteOld?: boolean;
}

/** Parameters of `agents.migration.migrateAll`. */
export interface MigrateAllParameters {
  /** Namespace of the agents; the server takes `default` where none is given. */
  readonly namespace?: string;
  /** Whether former resources are deleted; false. */
  readonly deleteOld?: boolean;
  /** Whether it only tells what would be done; true. */
  readonly dryRun?: boolean;
}
