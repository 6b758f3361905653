// Generated from Kagenti's contract and scripts/overlay by scripts/generate.ts. Do not edit: change the overlay, and
// run `npm run generate`.

/** Which features of the server are enabled. */
export interface FeatureFlags {
  /** Builds from source. */
  readonly builds: boolean;
  /** Sandboxes. */
  readonly sandbox: boolean;
  /** Integrations. */
  readonly integrations: boolean;
  /** Triggers. */
  readonly triggers: boolean;
  /** Sandboxes for agents. */
  readonly agentSandbox: boolean;
  /** `skills.*`, except what `externalSkills` enables. */
  readonly skills: boolean;
  /** Skills of registries: `skills.addExternal` and `skills.autosync.*`. */
  readonly externalSkills: boolean;
  /** `dreams.*`. Missing on servers from before 2026-08-20. */
  readonly dreaming?: boolean | null;
  /** `agents.identity.*`. */
  readonly authbridgeAPI: boolean;
  /** `config.platformStatus`. */
  readonly admin: boolean;
  /** Defaults for agents that are imported. */
  readonly agentImportDefaults: boolean;
  /** Analysis of traces. */
  readonly traceAnalysis: boolean;
  /** `simulation.*`. */
  readonly simulatedTools: boolean;
  /**
   * `contexts.*`. True when a Context Service is configured, whether or not it answers. Missing on
   * servers from before 2026-08-20.
   */
  readonly contextService?: boolean | null;
}

/** URLs of other pages; empty or null where a page does not exist. */
export interface Dashboards {
  /** Traces. */
  readonly traces: string;
  /** The service mesh. */
  readonly network: string;
  /** MLflow. */
  readonly mlflow: string;
  /** Data governance. Missing on servers from before 2026-08-20. */
  readonly dataGovernance?: string | null;
  /** Analysis of traces. */
  readonly traceAnalysis?: string | null;
  /** MCP inspector. */
  readonly mcpInspector?: string | null;
  /** Proxy of the MCP inspector. */
  readonly mcpProxy?: string | null;
  /** Console of Keycloak. */
  readonly keycloakConsole: string;
  /** Domain of the platform. */
  readonly domainName: string;
}

/** Status of a component of the platform. */
export interface ComponentStatus {
  /** Its name: `Istio`, `Keycloak`, `Shipwright` and others. */
  readonly name: string;
  /** `Ready`, `Degraded`, `Missing` or `Unknown`. */
  readonly status: string;
}

/** What builds need. */
export interface RegistryStatus {
  /** True when a ClusterBuildStrategy is installed. */
  readonly clusterBuildStrategyPresent: boolean;
  /** The ClusterBuildStrategies that are installed. */
  readonly clusterBuildStrategies: readonly string[];
  /** Registry that images are pushed to. */
  readonly registryEndpoint: string;
}

/** Status of the platform. */
export interface PlatformStatus {
  /** Its components. */
  readonly components: readonly ComponentStatus[];
  /** What builds need. */
  readonly registry: RegistryStatus;
}

/** Status of the MCP gateway. */
export interface McpGatewayStatus {
  /** `Ready`, `Degraded` or `Missing`. */
  readonly status: string;
}
