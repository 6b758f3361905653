import { join } from 'node:path';
import { coreServices, createBackendModule } from '@backstage/backend-plugin-api';
import express, { Router } from 'express';
import { agents } from './agents.ts';
import { people } from './people.ts';

/** What is the example's own: who owns an agent, who may sign in, and the page. */
export const portalModule = createBackendModule({
  pluginId: 'portal',
  moduleId: 'example',
  register(env) {
    env.registerInit({
      deps: {
        http: coreServices.httpRouter,
        permissionsRegistry: coreServices.permissionsRegistry,
        rootHttp: coreServices.rootHttpRouter,
      },
      async init({ http, permissionsRegistry, rootHttp }) {
        permissionsRegistry.addResourceType(agents.resourceType);
        const router = Router();
        router.get('/people', (_request, response) => {
          response.json(people.map(({ name, title }) => ({ name, title })));
        });
        http.use(router);
        http.addAuthPolicy({ path: '/people', allow: 'unauthenticated' });
        // Backstage serves what is at /api/app at / too.
        rootHttp.use('/api/app', express.static(join(import.meta.dirname, '../dist')));
      },
    });
  },
});
