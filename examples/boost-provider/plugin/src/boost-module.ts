import { coreServices, createBackendModule } from '@backstage/backend-plugin-api';
import { auditSink } from '@rhdh-boost/kagenti-client/backstage';
import { createKagentiClient } from '@rhdh-boost/kagenti-client/config';
import { tokenManagerServiceRef } from '@rhdh-boost/token-manager/backstage';
import { boostProviderExtensionPoint } from './boost-contract';
import { kagentiProvider } from './kagenti-provider';

const { rootConfig: config, logger, auditor, cache, lifecycle } = coreServices;
const tokens = tokenManagerServiceRef;
const boost = boostProviderExtensionPoint;

/** Registers the provider. */
export const boostModule = createBackendModule({
  pluginId: 'boost',
  moduleId: 'kagenti',
  register(env) {
    env.registerInit({
      deps: { boost, config, logger, auditor, cache, lifecycle, tokens },
      async init({ boost, config, logger, auditor, cache, lifecycle, tokens }) {
        config.getString('boost.providers.kagenti.defaultAgent'); // the one that users chat with
        const kagenti = createKagentiClient(config, {
          tokens,
          logger,
          audit: auditSink(auditor),
          // Boost's route has asked for boost.chat.create; nothing else may be called.
          authorize: ({ caller, operation }) =>
            caller.kind === 'user' && operation === 'chat.stream',
        });
        lifecycle.addShutdownHook(() => kagenti.close());
        boost.registerProvider(kagentiProvider({ kagenti, cache, logger }));
      },
    });
  },
});
