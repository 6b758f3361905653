/** An agent of Kagenti's former kind. */
export interface MigratableAgent {
  /** Its name. */
  readonly name: string;
  /** Its namespace. */
  readonly namespace: string;
  /** Its status. */
  readonly status: string;
  /** True when a Deployment of its name is there. */
  readonly has_deployment: boolean;
  /** Its labels. */
  readonly labels: Readonly<Record<string, string>>;
  /** What it is for. */
  readonly description?: string | null;
}

/** Agents of Kagenti's former kind. */
export interface MigratableAgents {
  /** The agents. */
  readonly agents: readonly MigratableAgent[];
  /** How many there are. */
  readonly total: number;
  /** How many have a Deployment already. */
  readonly already_migrated: number;
}

/** What a migration did. */
export interface MigrationResult {
  /** True when it was done. */
  readonly success: boolean;
  /** True when the agent was migrated now. */
  readonly migrated: boolean;
  /** Its name. */
  readonly name: string;
  /** Its namespace. */
  readonly namespace: string;
  /** What was done, in the server's words. */
  readonly message: string;
  /** True when a Deployment was made. */
  readonly deployment_created?: boolean | null;
  /** True when a Service was made. */
  readonly service_created?: boolean | null;
  /** True when the former resource was deleted. */
  readonly agent_crd_deleted?: boolean | null;
}

/** One agent in the report of `agents.migration.migrateAll`. */
export interface MigrationReportItem {
  /** Its name. */
  readonly name: string;
  /** Of a migrated one: `migrated`, or `would be migrated (dry-run)`. */
  readonly status?: string | null;
  /** Of a migrated one: what was done. */
  readonly message?: string | null;
  /** Of a skipped one: why. */
  readonly reason?: string | null;
  /** Of a failed one: why. */
  readonly error?: string | null;
}

/** What a migration of all agents did, or would do; the contract leaves its shape open. */
export interface MigrationReport {
  /** Namespace of the agents. */
  readonly namespace: string;
  /** True when nothing was changed. */
  readonly dry_run: boolean;
  /** True when former resources were to be deleted. */
  readonly delete_old: boolean;
  /** How many agents of the former kind there were. */
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
