// #region plugin
import { coreServices, createBackendPlugin } from '@backstage/backend-plugin-api';
import { kagentiClientServiceRef, kagentiRoutes } from '@rhdh-boost/kagenti-client/backstage';
import { Router } from 'express';

/** Answers `POST /api/chat/agents/NAMESPACE/NAME` with the agent's reply to `{ message, sessionId }`, event by event. */
export const chatPlugin = createBackendPlugin({
  pluginId: 'chat',
  register(env) {
    env.registerInit({
      deps: {
        http: coreServices.httpRouter,
        httpAuth: coreServices.httpAuth,
        logger: coreServices.logger,
        kagenti: kagentiClientServiceRef,
      },
      async init({ http, httpAuth, logger, kagenti }) {
        const { chat, errors } = kagentiRoutes({ kagenti, httpAuth, logger });
        const router = Router();
        router.post('/agents/:namespace/:name', chat());
        router.use(errors);
        http.use(router);
      },
    });
  },
});
// #endregion
