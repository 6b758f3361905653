import { coreServices, createBackendModule, createServiceRef } from '@backstage/backend-plugin-api';
import {
  catalogProcessingExtensionPoint,
  type EntityProviderConnection,
} from '@backstage/plugin-catalog-node';
import { boostFieldSet, combineConfigFields } from '@rhdh-boost/config-schema';
import { configFields } from '@rhdh-boost/config-schema/boost-modules';
import type { AgentSummary } from '@rhdh-boost/kagenti-client';
import {
  createKagentiClientServiceFactory,
  type KagentiClientService,
} from '@rhdh-boost/kagenti-client/backstage';

const section = 'boost.entityProviders.kagenti';
const registry = combineConfigFields([boostFieldSet, configFields]);
const serviceMay = ['agents.list', 'namespaces.list'] as const;

/** A client that lists agents, for nobody. */
const clientRef = createServiceRef<KagentiClientService>({
  id: 'boost-provider.catalog-client',
  defaultFactory: async service =>
    createKagentiClientServiceFactory({ service, registry, section, serviceMay }),
});
const { rootConfig: config, logger, scheduler } = coreServices;
const catalog = catalogProcessingExtensionPoint;
const name = 'kagenti-agent-entity-provider';

/** Lists Kagenti's agents in the catalog. */
export const catalogModule = createBackendModule({
  pluginId: 'catalog',
  moduleId: 'kagenti-agents',
  register(env) {
    env.registerInit({
      deps: { catalog, config, logger, scheduler, kagenti: clientRef },
      async init({ catalog, config, logger, scheduler, kagenti }) {
        const seconds = config.getOptionalNumber(`${section}.agentRefreshIntervalSeconds`) ?? 300;
        const schedule = { id: name, frequency: { seconds }, timeout: { minutes: 5 } };
        const { agents } = kagenti.asService('catalog');
        const refresh = async (catalogOfName: EntityProviderConnection) => {
          const { items, failures } = await agents.listAll();
          failures.forEach(({ error }) => logger.warn(`Agents could not be listed: ${error}`));
          const entities = items.map(agent => ({ entity: entityOf(agent), locationKey: name }));
          // A namespace that failed keeps its agents: only a complete list deletes.
          await catalogOfName.applyMutation(
            failures.length > 0
              ? { type: 'delta', added: entities, removed: [] }
              : { type: 'full', entities },
          );
        };
        catalog.addEntityProvider({
          getProviderName: () => name,
          connect: connection =>
            scheduler.scheduleTask({ ...schedule, fn: () => refresh(connection) }),
        });
      },
    });
  },
});

/** The entity that Boost makes of an agent. No Kubernetes namespace has a dot, so its name is unique. */
function entityOf({ namespace, name: title, description }: AgentSummary) {
  const location = `${name}:${namespace}/${title}`;
  const annotations = {
    'backstage.io/managed-by-location': location,
    'backstage.io/managed-by-origin-location': location,
    'boost.redhat.com/kagenti-namespace': namespace,
  };
  const labels = { 'boost.redhat.com/provider': 'kagenti' };
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Component',
    metadata: { name: `kagenti-${namespace}.${title}`, title, description, annotations, labels },
    spec: { type: 'ai-agent', lifecycle: 'experimental', owner: 'unknown' },
  };
}
