import { type DescriptorTable, describeOperation } from '../../operations/operation-descriptor.ts';
import { fields, flag, list, optional, required, text } from '../../shapes/shape.ts';
import type { NoParameters } from '../common/no-parameters.ts';
import type {
  ComponentStatus,
  Dashboards,
  FeatureFlags,
  McpGatewayStatus,
  PlatformStatus,
  RegistryStatus,
} from './config-answers.ts';

const component = fields<ComponentStatus>({ name: required(text), status: required(text) });

const registry = fields<RegistryStatus>({
  clusterBuildStrategyPresent: required(flag),
  clusterBuildStrategies: required(list(text)),
  registryEndpoint: required(text),
});

export const configOperations = {
  'config.features': describeOperation<NoParameters, FeatureFlags>({
    parameters: {},
    answer: {
      shape: fields<FeatureFlags>({
        builds: required(flag),
        sandbox: required(flag),
        integrations: required(flag),
        triggers: required(flag),
        agentSandbox: required(flag),
        skills: required(flag),
        externalSkills: required(flag),
        authbridgeAPI: required(flag),
        admin: required(flag),
        agentImportDefaults: required(flag),
        traceAnalysis: required(flag),
        simulatedTools: required(flag),
      }),
    },
  }),
  'config.dashboards': describeOperation<NoParameters, Dashboards>({
    parameters: {},
    answer: {
      shape: fields<Dashboards>({
        traces: required(text),
        network: required(text),
        mlflow: required(text),
        traceAnalysis: optional(text),
        mcpInspector: optional(text),
        mcpProxy: optional(text),
        keycloakConsole: required(text),
        domainName: required(text),
      }),
    },
  }),
  'config.platformStatus': describeOperation<NoParameters, PlatformStatus>({
    parameters: {},
    answer: {
      shape: fields<PlatformStatus>({
        components: required(list(component)),
        registry: required(registry),
      }),
    },
  }),
  'config.mcpGatewayStatus': describeOperation<NoParameters, McpGatewayStatus>({
    parameters: {},
    answer: { shape: fields<McpGatewayStatus>({ status: required(text) }) },
  }),
} satisfies DescriptorTable;
