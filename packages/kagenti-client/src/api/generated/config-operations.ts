// Generated from Kagenti's contract and scripts/overlay by scripts/generate.ts. Do not edit: change the overlay, and
// run `npm run generate`.
import { type DescriptorTable, describeOperation } from '../../operations/operation-descriptor.ts';
import { fields, flag, list, optional, required, text } from '../../shapes/shape.ts';
import type { NoParameters } from '../no-parameters.ts';
import type {
  ComponentStatus,
  Dashboards,
  FeatureFlags,
  McpGatewayStatus,
  PlatformStatus,
  RegistryStatus,
} from './config-types.ts';

const featureFlagsShape = fields<FeatureFlags>({
  builds: required(flag),
  sandbox: required(flag),
  integrations: required(flag),
  triggers: required(flag),
  agentSandbox: required(flag),
  skills: required(flag),
  externalSkills: required(flag),
  dreaming: optional(flag),
  authbridgeAPI: required(flag),
  admin: required(flag),
  agentImportDefaults: required(flag),
  traceAnalysis: required(flag),
  simulatedTools: required(flag),
  contextService: optional(flag),
});

const dashboardsShape = fields<Dashboards>({
  traces: required(text),
  network: required(text),
  mlflow: required(text),
  dataGovernance: optional(text),
  traceAnalysis: optional(text),
  mcpInspector: optional(text),
  mcpProxy: optional(text),
  keycloakConsole: required(text),
  domainName: required(text),
});

const componentStatusShape = fields<ComponentStatus>({
  name: required(text),
  status: required(text),
});

const registryStatusShape = fields<RegistryStatus>({
  clusterBuildStrategyPresent: required(flag),
  clusterBuildStrategies: required(list(text)),
  registryEndpoint: required(text),
});

const platformStatusShape = fields<PlatformStatus>({
  components: required(list(componentStatusShape)),
  registry: required(registryStatusShape),
});

const mcpGatewayStatusShape = fields<McpGatewayStatus>({ status: required(text) });

/** What the client knows of `config.*`. */
export const configOperations = {
  'config.features': describeOperation<NoParameters, FeatureFlags>({
    parameters: {},
    answer: { shape: featureFlagsShape },
  }),
  'config.dashboards': describeOperation<NoParameters, Dashboards>({
    parameters: {},
    answer: { shape: dashboardsShape },
  }),
  'config.platformStatus': describeOperation<NoParameters, PlatformStatus>({
    parameters: {},
    answer: { shape: platformStatusShape },
  }),
  'config.mcpGatewayStatus': describeOperation<NoParameters, McpGatewayStatus>({
    parameters: {},
    answer: { shape: mcpGatewayStatusShape },
  }),
} satisfies DescriptorTable;
