// Generated from Kagenti's contract and scripts/overlay by scripts/generate.ts. Do not edit: change the overlay, and
// run `npm run generate`.

/** Parameters of the lists of builds: one namespace, or all of them. */
export interface BuildsListParameters {
  /** Namespace whose builds are listed. */
  readonly namespace?: string;
  /**
   * List the builds of every namespace. Refused where the client may use some namespaces only.
   * @defaultValue `false`
   */
  readonly allNamespaces?: boolean;
}

/** One line of a list of builds. */
export interface BuildSummary {
  /** Name of the build, which is that of its agent or tool. */
  readonly name: string;
  /** Its namespace. */
  readonly namespace: string;
  /** `agent` or `tool`. */
  readonly resourceType?: string | null;
  /**
   * Whether Shipwright accepted the build. The backend of November 2026 says true also for one that
   * was rejected; `agents.builds.get` and the `info` of both kinds are right.
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
  /** Image that it produces. */
  readonly outputImage?: string | null;
  /** When it was created, as ISO 8601. */
  readonly creationTimestamp?: string | null;
}

/** A build run that was started. */
export interface StartedBuild {
  /** True when it was started. */
  readonly success: boolean;
  /** Name of the run. */
  readonly buildRunName: string;
  /** Its namespace. */
  readonly namespace: string;
  /** Build that it runs. */
  readonly buildName: string;
  /** What was done, in the words of the server. */
  readonly message: string;
}

/** A build with its latest run. */
export interface BuildInfo {
  /** Name of the build, which is that of its agent or tool. */
  readonly name: string;
  /** Its namespace. */
  readonly namespace: string;
  /** True when Shipwright accepted it; false also before Shipwright looked at it. */
  readonly buildRegistered: boolean;
  /** Why, as one word of Shipwright's; null before Shipwright looked at it. */
  readonly buildReason?: string | null;
  /** Why, as text of Shipwright. */
  readonly buildMessage?: string | null;
  /** Image that it produces. */
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
  /** When the run started, as ISO 8601. */
  readonly buildRunStartTime?: string | null;
  /** When the run ended, as ISO 8601. */
  readonly buildRunCompletionTime?: string | null;
  /** Image that the run produced. */
  readonly buildRunOutputImage?: string | null;
  /** Digest of that image. */
  readonly buildRunOutputDigest?: string | null;
  /** Why the run failed. */
  readonly buildRunFailureMessage?: string | null;
}

/** What a build stores of the agent or tool that it was started for, without its workload type. */
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
  /** Resource limits of its container. */
  readonly k8sResourceLimits?: Readonly<Record<string, string>> | null;
  /** Resource requests of its container. */
  readonly k8sResourceRequests?: Readonly<Record<string, string>> | null;
}
