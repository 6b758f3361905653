/** What is to come back of a step. */
export interface Outcome {
  /** What the backend's hands throw is status 0. */
  readonly status: number;
  /** What a `get` says of the workload or the skill, a build's phase, a simulated tool's. */
  readonly state?: unknown;
  /** Names and states of a list, in its order. */
  readonly items?: readonly unknown[];
}
