import { join } from 'node:path';
import { coreServices, createBackendPlugin } from '@backstage/backend-plugin-api';
import {
  kagentiClientServiceRef,
  kagentiHealth,
  kagentiPermissions,
  kagentiRoutes,
} from '@rhdh-boost/kagenti-client/backstage';
import { boostConfigServiceRef } from '@rhdh-boost/runtime-config/backstage';
import { tokenManagerServiceRef } from '@rhdh-boost/token-manager/backstage';
import express, { Router } from 'express';
import { agents } from './agents.ts';
import { people } from './people.ts';

/** The page's routes below `/api/portal`. */
export const portalPlugin = createBackendPlugin({
  pluginId: 'portal',
  register(env) {
    env.registerInit({
      deps: {
        config: boostConfigServiceRef,
        http: coreServices.httpRouter,
        httpAuth: coreServices.httpAuth,
        kagenti: kagentiClientServiceRef,
        logger: coreServices.logger,
        permissionsRegistry: coreServices.permissionsRegistry,
        rootHttp: coreServices.rootHttpRouter,
        tokens: tokenManagerServiceRef,
      },
      async init({
        config,
        http,
        httpAuth,
        kagenti,
        logger,
        permissionsRegistry,
        rootHttp,
        tokens,
      }) {
        permissionsRegistry.addPermissions([...kagentiPermissions]);
        permissionsRegistry.addResourceType(agents.resourceType);

        const { forUser, chat, errors } = kagentiRoutes({ kagenti, httpAuth, logger });
        const router = Router();
        router.get('/people', (_request, response) => {
          response.json(people.map(({ name, title }) => ({ name, title })));
        });
        router.get('/health', kagentiHealth({ kagenti, tokens }).route);
        router.get(
          '/agents',
          forUser(async ({ agents: { listAll } }) => {
            const { items, failures } = await listAll();
            return { items, failed: failures.map(({ namespace }) => namespace) };
          }),
        );
        router.delete(
          '/agents/:namespace/:name',
          forUser(({ agents: { delete: remove } }, { params }) =>
            remove({ namespace: params['namespace'] ?? '', name: params['name'] ?? '' }),
          ),
        );
        router.post('/agents/:namespace/:name/chat', chat());
        router.use(errors);
        http.use(router);
        for (const path of ['/people', '/health']) {
          http.addAuthPolicy({ path, allow: 'unauthenticated' });
        }
        // Backstage serves what is at /api/app at /, too.
        rootHttp.use('/api/app', express.static(join(import.meta.dirname, '../dist')));
      },
    });
  },
});
