import { join } from 'node:path';
import { coreServices, createBackendModule } from '@backstage/backend-plugin-api';
import express from 'express';

/** Serves the bundled page at `/`, where Backstage serves `/api/app`. */
export const pageModule = createBackendModule({
  pluginId: 'portal',
  moduleId: 'page',
  register(env) {
    env.registerInit({
      deps: { rootHttp: coreServices.rootHttpRouter },
      async init({ rootHttp }) {
        rootHttp.use('/api/app', express.static(join(import.meta.dirname, '../dist')));
      },
    });
  },
});
