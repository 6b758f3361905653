import { coreServices, createBackendModule, createServiceRef } from '@backstage/backend-plugin-api';
import {
  createKagentiClientServiceFactory,
  type KagentiClientService,
} from '@rhdh-boost/kagenti-client/backstage';
import { json } from 'express';
import { boostProviderExtensionPoint } from './boost-contract';
import { kagentiProvider } from './kagenti-provider';

const kagentiClientRef = createServiceRef<KagentiClientService>({
  id: 'boost-provider.kagenti-client',
  defaultFactory: async service =>
    createKagentiClientServiceFactory({
      service,
      // Boost's route has asked for boost.chat.create. Nothing else may be called.
      authorize: ({ caller, operation }) => caller.kind === 'user' && operation === 'chat.stream',
    }),
});

/** Registers the provider. */
export const boostModule = createBackendModule({
  pluginId: 'boost',
  moduleId: 'kagenti',
  register(env) {
    env.registerInit({
      deps: {
        boost: boostProviderExtensionPoint,
        kagenti: kagentiClientRef,
        config: coreServices.rootConfig,
        http: coreServices.httpRouter,
        cache: coreServices.cache,
        logger: coreServices.logger,
      },
      async init({ boost, kagenti, config, http, cache, logger }) {
        config.getString('boost.providers.kagenti.defaultAgent'); // the one that users chat with
        // Boost 0.8.2 parses no bodies, so that its routes answer 400.
        http.use(json());
        // It has its streams compressed, which holds their events back.
        http.use(({ path, headers }, _response, next) => {
          if (path === '/chat/stream') delete headers['accept-encoding'];
          next();
        });
        boost.registerProvider(kagentiProvider(kagenti, cache, logger));
      },
    });
  },
});
