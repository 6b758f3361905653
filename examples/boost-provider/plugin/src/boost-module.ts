import { coreServices, createBackendModule, createServiceRef } from '@backstage/backend-plugin-api';
import {
  createKagentiClientServiceFactory,
  type KagentiClientService,
  openQuestions,
} from '@rhdh-boost/kagenti-client/backstage';
import { json, Router } from 'express';
import { boostProviderExtensionPoint } from './boost-contract';
import { kagentiProvider } from './kagenti-provider';

/** A client that chats for users. Boost's route has asked for boost.chat.create; nothing else may be called. */
const kagentiRef = createServiceRef<KagentiClientService>({
  id: 'boost-provider.chat-client',
  defaultFactory: async service =>
    createKagentiClientServiceFactory({
      service,
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
        kagenti: kagentiRef,
        config: coreServices.rootConfig,
        http: coreServices.httpRouter,
        cache: coreServices.cache,
        logger: coreServices.logger,
      },
      async init({ boost, kagenti, config, http, cache, logger }) {
        config.getString('boost.providers.kagenti.defaultAgent'); // the one that users chat with
        // Boost 0.8.2 parses no bodies, and has its streams compressed, which holds their events back.
        const router = Router().use(json());
        router.use('/chat/stream', ({ headers }, _response, next) => {
          delete headers['accept-encoding'];
          next();
        });
        http.use(router);
        boost.registerProvider(kagentiProvider(kagenti, openQuestions({ cache, logger }), logger));
      },
    });
  },
});
