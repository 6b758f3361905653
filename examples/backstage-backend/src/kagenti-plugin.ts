import {
  coreServices,
  createBackendPlugin,
  type PermissionsRegistryService,
} from '@backstage/backend-plugin-api';
import { type BoundKagentiClient, pipeToResponse } from '@rhdh-boost/kagenti-client';
import {
  backstageUser,
  createKagentiClientServiceFactory,
  kagentiClientServiceRef,
  kagentiErrors,
  kagentiPermissions,
} from '@rhdh-boost/kagenti-client/backstage';
import express, { type Request } from 'express';
import Router from 'express-promise-router';
import { agentResource, authorizeAgent, isOwner, ownedAgent } from './owned-agents.ts';

/** Lists, shows and deletes agents, and chats with them, each for the user who asks. */
export const kagentiPlugin = createBackendPlugin({
  pluginId: 'kagenti',
  register(env) {
    env.registerInit({
      deps: {
        http: coreServices.httpRouter,
        httpAuth: coreServices.httpAuth,
        logger: coreServices.logger,
        permissionsRegistry: coreServices.permissionsRegistry,
        kagenti: kagentiClientServiceRef,
      },
      async init({ http, httpAuth, logger, permissionsRegistry, kagenti }) {
        registerAgents(permissionsRegistry);
        // With the request the audit log names the user, and not this plugin, as the actor.
        const callerOf = async (request: Request): Promise<BoundKagentiClient> =>
          kagenti.asUser(
            backstageUser(await httpAuth.credentials(request, { allow: ['user'] }), { request }),
          );

        const router = Router();
        router.get('/agents/:namespace', async (request, response) => {
          const { agents } = await callerOf(request);
          response.json(await agents.list(request.params));
        });
        router.get('/agents/:namespace/:name', async (request, response) => {
          const { agents } = await callerOf(request);
          response.json(await agents.get(request.params));
        });
        router.delete('/agents/:namespace/:name', async (request, response) => {
          const { agents } = await callerOf(request);
          response.json(await agents.delete(request.params));
        });
        router.post('/agents/:namespace/:name/chat', express.json(), async (request, response) => {
          const { chat } = await callerOf(request);
          const { message, sessionId } = request.body;
          await pipeToResponse(chat.stream({ ...request.params, message, sessionId }), response);
        });
        // After the routes: turns errors of the client into those that Backstage answers with the right status.
        router.use(kagentiErrors({ logger }));
        http.use(router);
      },
    });
  },
});

/** Where Boost runs, its backend registers both. */
function registerAgents(registry: PermissionsRegistryService): void {
  registry.addPermissions([...kagentiPermissions]);
  registry.addResourceType({
    resourceRef: agentResource,
    permissions: [],
    rules: [isOwner],
    getResources: async refs => refs.map(ownedAgent),
  });
}

/** The client of the plugins; `agents.list` keeps the agents that the conditions of a policy allow. */
export const kagentiClient = createKagentiClientServiceFactory({
  resolveConditional: (decision, { namespace, name }) =>
    authorizeAgent(decision, ownedAgent(`${namespace}/${name}`)),
});
