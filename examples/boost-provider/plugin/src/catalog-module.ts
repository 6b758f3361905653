import { coreServices, createBackendModule, createServiceRef } from '@backstage/backend-plugin-api';
import { catalogProcessingExtensionPoint } from '@backstage/plugin-catalog-node';
import { boostFieldSet, combineConfigFields } from '@rhdh-boost/config-schema';
import { configFields } from '@rhdh-boost/config-schema/boost-modules';
import {
  agentEntityProvider,
  createKagentiClientServiceFactory,
  type KagentiClientService,
} from '@rhdh-boost/kagenti-client/backstage';

const section = 'boost.entityProviders.kagenti';
const registry = combineConfigFields([boostFieldSet, configFields]);
const serviceMay = ['agents.list', 'namespaces.list'] as const;

/** A client that lists agents, for nobody. */
const kagentiRef = createServiceRef<KagentiClientService>({
  id: 'boost-provider.catalog-client',
  defaultFactory: async service =>
    createKagentiClientServiceFactory({ service, registry, section, serviceMay }),
});

/** Lists Kagenti's agents in the catalog. */
export const catalogModule = createBackendModule({
  pluginId: 'catalog',
  moduleId: 'kagenti-agents',
  register(env) {
    env.registerInit({
      deps: {
        catalog: catalogProcessingExtensionPoint,
        kagenti: kagentiRef,
        config: coreServices.rootConfig,
        scheduler: coreServices.scheduler,
        logger: coreServices.logger,
      },
      async init({ catalog, kagenti, config, scheduler, logger }) {
        const seconds = config.getOptionalNumber(`${section}.agentRefreshIntervalSeconds`) ?? 300;
        const times = { frequency: { seconds }, timeout: { minutes: 5 } };
        catalog.addEntityProvider(
          agentEntityProvider({
            name: 'kagenti-agent-entity-provider',
            agents: kagenti.asService('catalog').agents,
            schedule: scheduler.createScheduledTaskRunner(times),
            logger,
          }),
        );
      },
    });
  },
});
