import type { ResourceDetail, ResourceSummary } from '../common/resource-answers.ts';
import type { EnvVar } from '../common/workload-parameters.ts';

/** One line of a list of agents. */
export type AgentSummary = ResourceSummary;

/** An agent as Kubernetes has it; the contract leaves its shape open. */
export type AgentDetail = ResourceDetail;

/** Environment variables that were read from a text, ready to be given to `agents.create`. */
export interface ParsedEnv {
  /** The variables, in order. */
  readonly envVars: readonly EnvVar[];
  /** What was left out or doubtful, line by line, in the server's words. */
  readonly warnings?: readonly string[] | null;
}

/** A file that the server fetched. */
export interface FetchedEnv {
  /** Its text. */
  readonly content: string;
  /** Where it came from. */
  readonly url: string;
}
