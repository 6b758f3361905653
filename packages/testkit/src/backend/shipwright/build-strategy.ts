/** A ClusterBuildStrategy: a way in which Shipwright builds. */
export interface BuildStrategy {
  /** What Builds name it by. */
  readonly name: string;
  /** Null where it says nothing of itself. */
  readonly description?: string | null;
}
