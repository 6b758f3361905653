import type { ResourceResult } from '../common/resource-answers.ts';

/** Whether the part behind simulated tools runs. */
export interface SimulationHealth {
  /** `ok`. */
  readonly status: string;
}

/** What became of a change, and what the tool does now. */
export interface SimulationResult extends ResourceResult {
  /** `Generating`, `Starting` or `Stopped`. */
  readonly status: string;
}

/** How far a simulated tool is. */
export interface GenerationStatus {
  /**
   * `Generating`, `Ready`, `Failed` or `Error`. One that was stopped reads `Generating`, and `Failed` when it
   * is older than ten minutes.
   */
  readonly status: string;
  /** Why it failed: `generation_stalled` also for one that was stopped. */
  readonly reason?: string | null;
  /** Where its MCP server is, inside the cluster, when it is ready. */
  readonly mcpUrl?: string | null;
}

/** What deleting a simulated tool did. */
export interface SimulationDeleteResult extends ResourceResult {
  /** What was deleted, as `Kind/name`. */
  readonly deletedResources: readonly string[];
}
