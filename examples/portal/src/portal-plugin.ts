// #region plugin
import { coreServices, createBackendPlugin } from '@backstage/backend-plugin-api';
import {
  kagentiClientServiceRef,
  kagentiHealth,
  kagentiPermissions,
  kagentiRoutes,
} from '@rhdh-boost/kagenti-client/backstage';
import { tokenManagerServiceRef } from '@rhdh-boost/token-manager/backstage';
import { Router } from 'express';

/** Lists and deletes agents and chats with them, for the user who asks; and reports the health of Kagenti. */
export const portalPlugin = createBackendPlugin({
  pluginId: 'portal',
  register(env) {
    env.registerInit({
      deps: {
        http: coreServices.httpRouter,
        httpAuth: coreServices.httpAuth,
        kagenti: kagentiClientServiceRef,
        logger: coreServices.logger,
        permissionsRegistry: coreServices.permissionsRegistry,
        tokens: tokenManagerServiceRef,
      },
      async init({ http, httpAuth, kagenti, logger, permissionsRegistry, tokens }) {
        permissionsRegistry.addPermissions([...kagentiPermissions]);
        const { forUser, chat, errors } = kagentiRoutes({ kagenti, httpAuth, logger });
        const router = Router();
        router.get(
          '/agents',
          forUser(async ({ agents }) => {
            const { items, failures } = await agents.listAll();
            return { items, failed: failures.map(({ namespace }) => namespace) };
          }),
        );
        router.delete(
          '/agents/:namespace/:name',
          forUser(({ agents }, { params }) => agents.delete(params)),
        );
        router.post('/agents/:namespace/:name/chat', chat());
        router.get('/health', kagentiHealth({ kagenti, tokens }).route);
        router.use(errors);
        http.use(router);
        http.addAuthPolicy({ path: '/health', allow: 'unauthenticated' });
      },
    });
  },
});
// #endregion
