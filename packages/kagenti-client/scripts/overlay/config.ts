import { type GroupOverlay, newer } from './overlay.ts';

export const config: GroupOverlay = {
  api: { name: 'ConfigApi', about: 'What the server is set up for, and how the platform is.' },
  operations: {
    'config.features': {
      about: 'Returns which features are enabled; an operation whose feature is off returns 404.',
    },
    'config.dashboards': { about: 'Returns the addresses of other pages.' },
    'config.platformStatus': {
      about: 'Returns the state of the components of the platform.',
      throws: [
        "KagentiHttpError with the server's status, 404 where the server's flag `admin` is off",
      ],
    },
    'config.mcpGatewayStatus': { about: 'Returns the state of the MCP gateway.' },
  },
  types: {
    FeatureFlags: {
      about: 'Which features of the server are enabled.',
      of: ['FeatureFlagsResponse'],
      fields: {
        builds: 'Builds from source.',
        sandbox: 'Sandboxes.',
        integrations: 'Integrations.',
        triggers: 'Triggers.',
        agentSandbox: 'Sandboxes for agents.',
        skills: '`skills.*`, except what `externalSkills` enables.',
        externalSkills: 'Skills of registries: `skills.addExternal` and `skills.autosync.*`.',
        dreaming: newer('`dreams.*`.'),
        authbridgeAPI: '`agents.identity.*`.',
        admin: '`config.platformStatus`.',
        agentImportDefaults: 'Defaults for agents that are imported.',
        traceAnalysis: 'Analysis of traces.',
        simulatedTools: '`simulation.*`.',
        contextService: newer(
          '`contexts.*`. True when a Context Service is configured, whether or not it answers.',
        ),
      },
    },
    Dashboards: {
      about: 'URLs of other pages; empty or null where a page does not exist.',
      of: ['DashboardConfigResponse'],
      fields: {
        traces: 'Traces.',
        network: 'The service mesh.',
        mlflow: 'MLflow.',
        dataGovernance: newer('Data governance.'),
        traceAnalysis: 'Analysis of traces.',
        mcpInspector: 'MCP inspector.',
        mcpProxy: 'Proxy of the MCP inspector.',
        keycloakConsole: 'Console of Keycloak.',
        domainName: 'Domain of the platform.',
      },
    },
    ComponentStatus: {
      about: 'Status of a component of the platform.',
      of: ['ComponentStatus'],
      fields: {
        name: 'Its name: `Istio`, `Keycloak`, `Shipwright` and others.',
        status: '`Ready`, `Degraded`, `Missing` or `Unknown`.',
      },
    },
    RegistryStatus: {
      about: 'What builds need.',
      of: ['RegistryBuildInfo'],
      fields: {
        clusterBuildStrategyPresent: 'True when a ClusterBuildStrategy is installed.',
        clusterBuildStrategies: 'The ClusterBuildStrategies that are installed.',
        registryEndpoint: 'Registry that images are pushed to.',
      },
    },
    PlatformStatus: {
      about: 'Status of the platform.',
      of: ['PlatformStatusResponse'],
      fields: {
        components: 'Its components.',
        registry: 'What builds need.',
      },
    },
    McpGatewayStatus: {
      about: 'Status of the MCP gateway.',
      of: ['MCPGatewayStatusResponse'],
      fields: { status: '`Ready`, `Degraded` or `Missing`.' },
    },
  },
};
