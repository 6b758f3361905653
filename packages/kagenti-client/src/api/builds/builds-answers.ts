/** One line of a list of builds. */
export interface BuildSummary {
  /** Name of the build, which is that of its agent or tool. */
  readonly name: string;
  /** Its namespace. */
  readonly namespace: string;
  /** `agent` or `tool`. */
  readonly resourceType?: string | null;
  /**
   * Whether Shipwright took the build. The backend of November 2026 says true also of one that was refused;
   * `agents.builds.get` and the `info` of both kinds tell the truth.
   */
  readonly registered?: boolean | null;
  /** Its ClusterBuildStrategy. */
  readonly strategy?: string | null;
  /** Repository that it builds. */
  readonly gitUrl?: string | null;
  /** Branch, tag or commit that it builds. */
  readonly gitRevision?: string | null;
  /** Folder in the repository. */
  readonly contextDir?: string | null;
  /** Image that it makes. */
  readonly outputImage?: string | null;
  /** When it was made, as ISO 8601. */
  readonly creationTimestamp?: string | null;
}

/** Whether Shipwright took a build. */
export interface BuildStatus {
  /** Its name. */
  readonly name: string;
  /** Its namespace. */
  readonly namespace: string;
  /** True when Shipwright took it; false also before it looked. */
  readonly registered: boolean;
  /** Why, as a word of Shipwright's; null before it looked. */
  readonly reason?: string | null;
  /** Why, in Shipwright's words. */
  readonly message?: string | null;
}

/** A condition of a run, as Kubernetes has them. */
export interface BuildCondition {
  /** What it is about: `Succeeded`. */
  readonly type: string;
  /** `True`, `False` or `Unknown`. */
  readonly status: string;
  /** Why, as a word. */
  readonly reason?: string | null;
  /** Why, as text. */
  readonly message?: string | null;
  /** When it last changed, as ISO 8601. */
  readonly lastTransitionTime?: string | null;
}

/** The latest run of a build. */
export interface BuildRun {
  /** Its name. */
  readonly name: string;
  /** Its namespace. */
  readonly namespace: string;
  /** Build that it runs. */
  readonly buildName: string;
  /**
   * `Pending`, `Running`, `Succeeded` or `Failed`. `Pending` means that there is no condition yet: what
   * Shipwright itself calls pending reads `Running` here.
   */
  readonly phase: string;
  /** When it began, as ISO 8601. */
  readonly startTime?: string | null;
  /** When it ended, as ISO 8601. */
  readonly completionTime?: string | null;
  /** Image that it made. */
  readonly outputImage?: string | null;
  /** Digest of that image. */
  readonly outputDigest?: string | null;
  /** Why it failed. */
  readonly failureMessage?: string | null;
  /** Its conditions. */
  readonly conditions: readonly BuildCondition[];
}

/** A run that was started. */
export interface StartedBuild {
  /** True when it was started. */
  readonly success: boolean;
  /** Name of the run. */
  readonly buildRunName: string;
  /** Its namespace. */
  readonly namespace: string;
  /** Build that it runs. */
  readonly buildName: string;
  /** What was done, in the server's words. */
  readonly message: string;
}

/** A ClusterBuildStrategy. */
export interface BuildStrategy {
  /** Its name. */
  readonly name: string;
  /** What it does. */
  readonly description?: string | null;
}

/** Strategies that a build can have. */
export interface BuildStrategyList {
  /** The strategies; none where Shipwright has none installed. */
  readonly strategies: readonly BuildStrategy[];
}
