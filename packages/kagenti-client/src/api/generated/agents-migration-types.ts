// Generated from Kagenti's contract and scripts/overlay by scripts/generate.ts. Do not edit: change the overlay, and
// run `npm run generate`.
import type { AgentParameters } from './agents-types.ts';

/** Parameters of `agents.migration.migrate`. */
export interface MigrateAgentParameters extends AgentParameters {
  /**
   * Delete the former resource.
   * @defaultValue `false`
   */
  readonly deleteOld?: boolean;
}

/** Parameters of `agents.migration.migrateAll`. */
export interface MigrateAllParameters {
  /**
   * Namespace of the agents.
   * @defaultValue `'default'`
   */
  readonly namespace?: string;
  /**
   * Delete the former resources.
   * @defaultValue `false`
   */
  readonly deleteOld?: boolean;
  /**
   * Only report what would be done.
   * @defaultValue `true`
   */
  readonly dryRun?: boolean;
}

/** Result of a migration. */
export interface MigrationResult {
  /** True when it was done, or started. */
  readonly success: boolean;
  /** True when the agent was migrated by this call. */
  readonly migrated: boolean;
  /** Its name. */
  readonly name: string;
  /** Its namespace. */
  readonly namespace: string;
  /** What was done, in the words of the server. */
  readonly message: string;
  /** True when a Deployment was created. */
  readonly deployment_created?: boolean | null;
  /** True when a Service was created. */
  readonly service_created?: boolean | null;
  /** True when the former resource was deleted. */
  readonly agent_crd_deleted?: boolean | null;
}

/** One agent in the report of `agents.migration.migrateAll`. */
export interface MigrationReportItem {
  /** Its name. */
  readonly name: string;
  /** For a migrated one: `migrated`, or `would be migrated (dry-run)`. */
  readonly status?: string | null;
  /** For a migrated one: what was done. */
  readonly message?: string | null;
  /** For a skipped one: why. */
  readonly reason?: string | null;
  /** For a failed one: why. */
  readonly error?: string | null;
}

/** Result of a migration of all agents, or of a dry run; the contract leaves its shape open. */
export interface MigrationReport {
  /** Namespace of the agents. */
  readonly namespace: string;
  /** True when nothing was changed. */
  readonly dry_run: boolean;
  /** True when former resources were to be deleted. */
  readonly delete_old: boolean;
  /** How many agents of the former kind existed. */
  readonly total_agents: number;
  /** How many of them had a Deployment. */
  readonly already_migrated: number;
  /** How many were to be migrated. */
  readonly to_migrate: number;
  /** Those that were migrated, or would be. */
  readonly migrated: readonly MigrationReportItem[];
  /** Those that were left alone. */
  readonly skipped: readonly MigrationReportItem[];
  /** Those that could not be migrated. */
  readonly failed: readonly MigrationReportItem[];
}
