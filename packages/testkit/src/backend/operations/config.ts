import { ok, Refusal } from '../answer.ts';
import type { BackendState } from '../backend-state.ts';
import type { OperationHandlers } from '../operation-handler.ts';
import { isOlder, reportedFeatures } from '../platform.ts';
import { internalRegistry } from '../shipwright/build-request.ts';
import { realmOf } from './realm.ts';

/** The feature flags that were off in every recording: the contract has nothing that they bring. */
const otherFeatures = {
  sandbox: false,
  integrations: false,
  triggers: false,
  agentSandbox: false,
  agentImportDefaults: false,
  traceAnalysis: false,
};

/** What the recorded platform had, and how the backend looks for it. */
const components = [
  { name: 'Istio', status: 'Missing', soughtAs: 'workload' },
  { name: 'Keycloak', status: 'Missing', soughtAs: 'workload' },
  { name: 'SPIRE', status: 'Missing', soughtAs: 'API group' },
  { name: 'Shipwright', status: 'Ready', soughtAs: 'API group' },
  { name: 'Phoenix', status: 'Missing', soughtAs: 'workload' },
  { name: 'MLflow', status: 'Missing', soughtAs: 'workload' },
];

/** `config.*`: how the platform is set up. */
export const configOperations: OperationHandlers = {
  'config.features': (call, parts) => {
    const isForbidden = parts.state.trouble.forbidsReading;
    if (isForbidden) {
      call.markUnrecorded();
    }
    return ok({ ...otherFeatures, ...reportedFeatures(parts), builds: !isForbidden });
  },

  'config.dashboards': (_call, parts) => {
    const { keycloak_url: keycloakUrl, realm } = realmOf(parts.issuer);
    return ok({
      traces: '',
      network: 'http://kiali.localhost:8080',
      mlflow: '',
      ...(isOlder(parts) ? {} : { dataGovernance: 'http://dg.localhost:8080' }),
      traceAnalysis: null,
      mcpInspector: null,
      mcpProxy: null,
      keycloakConsole: `${keycloakUrl}/admin/${realm}/console/`,
      domainName: 'localhost',
    });
  },

  'config.platformStatus': (call, { state, features }) => {
    if (!features.admin) {
      throw new Refusal(404, 'Admin feature disabled');
    }
    if (state.trouble.current !== 'none') {
      call.markUnrecorded();
    }
    const strategies = isReadable(state) ? state.buildStrategies.map(({ name }) => name) : [];
    return ok({
      components: components.map(({ name, status, soughtAs }) => ({
        name,
        status: isReadable(state) ? status : unreadStatus(state, soughtAs),
      })),
      registry: {
        clusterBuildStrategyPresent: strategies.length > 0,
        clusterBuildStrategies: strategies,
        registryEndpoint: internalRegistry,
      },
    });
  },

  'config.mcpGatewayStatus': (call, { state }) => {
    if (state.trouble.current !== 'none') {
      call.markUnrecorded();
    }
    return ok({ status: isReadable(state) ? 'Missing' : unreadStatus(state, 'workload') });
  },
};

function isReadable({ trouble }: BackendState): boolean {
  return trouble.current !== 'away' && !trouble.forbidsReading;
}

/** What the backend makes of a component that it may not read, or cannot ask for. */
function unreadStatus({ trouble }: BackendState, soughtAs: string): string {
  return trouble.forbidsReading && soughtAs === 'workload' ? 'Degraded' : 'Missing';
}
