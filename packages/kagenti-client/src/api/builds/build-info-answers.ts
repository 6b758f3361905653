/** A build with its latest run. */
export interface BuildInfo {
  /** Name of the build, which is that of its agent or tool. */
  readonly name: string;
  /** Its namespace. */
  readonly namespace: string;
  /** True when Shipwright took it; false also before it looked. */
  readonly buildRegistered: boolean;
  /** Why, as a word of Shipwright's; null before it looked. */
  readonly buildReason?: string | null;
  /** Why, in Shipwright's words. */
  readonly buildMessage?: string | null;
  /** Image that it makes. */
  readonly outputImage: string;
  /** Its ClusterBuildStrategy. */
  readonly strategy: string;
  /** Repository that it builds. */
  readonly gitUrl: string;
  /** Branch, tag or commit that it builds. */
  readonly gitRevision: string;
  /** Folder in the repository. */
  readonly contextDir: string;
  /** True when it was run. */
  readonly hasBuildRun?: boolean | null;
  /** Name of the latest run. */
  readonly buildRunName?: string | null;
  /** `Pending` (no condition yet), `Running`, `Succeeded` or `Failed`. */
  readonly buildRunPhase?: string | null;
  /** When it began, as ISO 8601. */
  readonly buildRunStartTime?: string | null;
  /** When it ended, as ISO 8601. */
  readonly buildRunCompletionTime?: string | null;
  /** Image that it made. */
  readonly buildRunOutputImage?: string | null;
  /** Digest of that image. */
  readonly buildRunOutputDigest?: string | null;
  /** Why it failed. */
  readonly buildRunFailureMessage?: string | null;
}

/** A build of an agent with its latest run. */
export interface AgentBuildInfo extends BuildInfo {
  /** What `agents.builds.finalize` makes the agent of, unless it is told otherwise. */
  readonly agentConfig?: BuildResourceConfig | null;
}

/** A build of a tool with its latest run. */
export interface ToolBuildInfo extends BuildInfo {
  /** What `tools.builds.finalize` makes the tool of, unless it is told otherwise. */
  readonly toolConfig?: BuildResourceConfig | null;
}

/** What a build remembers of the agent or tool that it was started for; not its kind of workload. */
export interface BuildResourceConfig {
  /** Protocol that it speaks. */
  readonly protocol?: string | null;
  /** Framework that it is written in. */
  readonly framework?: string | null;
  /** Whether it gets a route from outside the cluster. */
  readonly createHttpRoute?: boolean | null;
  /** Secret with the credentials for the registry. */
  readonly registrySecret?: string | null;
  /** Environment variables. */
  readonly envVars?: readonly Readonly<Record<string, unknown>>[] | null;
  /** Skills. */
  readonly skills?: readonly string[] | null;
  /** Ports of its Service. */
  readonly servicePorts?: readonly Readonly<Record<string, unknown>>[] | null;
}
