import { coreServices, createBackendModule } from '@backstage/backend-plugin-api';
import { auditSink } from '@rhdh-boost/kagenti-client/backstage';
import { createKagentiClient } from '@rhdh-boost/kagenti-client/config';
import { tokenManagerServiceRef } from '@rhdh-boost/token-manager/backstage';
import { json } from 'express';
import { boostProviderExtensionPoint } from './boost-contract';
import { kagentiProvider } from './kagenti-provider';

/** Registers the provider. */
export const boostModule = createBackendModule({
  pluginId: 'boost',
  moduleId: 'kagenti',
  register(env) {
    env.registerInit({
      deps: {
        boost: boostProviderExtensionPoint,
        tokens: tokenManagerServiceRef,
        config: coreServices.rootConfig,
        http: coreServices.httpRouter,
        lifecycle: coreServices.lifecycle,
        auditor: coreServices.auditor,
        cache: coreServices.cache,
        logger: coreServices.logger,
      },
      async init({ boost, tokens, config, http, lifecycle, auditor, cache, logger }) {
        config.getString('boost.providers.kagenti.defaultAgent'); // the one that users chat with
        const kagenti = createKagentiClient(config, {
          tokens,
          logger,
          audit: auditSink(auditor),
          // Boost's route has asked for boost.chat.create. Nothing else may be called.
          authorize: ({ caller, operation }) =>
            caller.kind === 'user' && operation === 'chat.stream',
        });
        lifecycle.addShutdownHook(() => kagenti.close());
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
