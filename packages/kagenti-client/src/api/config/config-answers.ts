/** Which features the server has switched on. */
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
  /** Skills: `skills.*`, but for what `externalSkills` switches. */
  readonly skills: boolean;
  /** Skills of registries: `skills.addExternal` and `skills.autosync.*`. */
  readonly externalSkills: boolean;
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
}

/** Addresses of other pages; empty or null where there is none. */
export interface Dashboards {
  /** Traces. */
  readonly traces: string;
  /** The service mesh. */
  readonly network: string;
  /** MLflow. */
  readonly mlflow: string;
  /** Analysis of traces. */
  readonly traceAnalysis?: string | null;
  /** MCP inspector. */
  readonly mcpInspector?: string | null;
  /** Proxy of the MCP inspector. */
  readonly mcpProxy?: string | null;
  /** Keycloak's console. */
  readonly keycloakConsole: string;
  /** Domain of the platform. */
  readonly domainName: string;
}

/** State of a component of the platform. */
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
  /** Those that are installed. */
  readonly clusterBuildStrategies: readonly string[];
  /** Registry that images are pushed to. */
  readonly registryEndpoint: string;
}

/** State of the platform. */
export interface PlatformStatus {
  /** Its components. */
  readonly components: readonly ComponentStatus[];
  /** What builds need. */
  readonly registry: RegistryStatus;
}

/** State of the MCP gateway. */
export interface McpGatewayStatus {
  /** `Ready`, `Degraded` or `Missing`. */
  readonly status: string;
}
