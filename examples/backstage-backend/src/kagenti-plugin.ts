import {
  coreServices,
  createBackendPlugin,
  type PermissionsRegistryService,
} from '@backstage/backend-plugin-api';
import { type AgentRef, type BoundKagentiClient, sendReply } from '@rhdh-boost/kagenti-client';
import {
  backstageUser,
  createKagentiClientServiceFactory,
  kagentiClientServiceRef,
  kagentiErrors,
  kagentiPermissions,
} from '@rhdh-boost/kagenti-client/backstage';
import express, { type Request, type RequestHandler, type Response, Router } from 'express';
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
        /** A route that acts for the user of the request; Express 4 does not wait for promises itself. */
        const forUser =
          <Params extends object>(
            act: (
              kagenti: BoundKagentiClient,
              request: Request<Params>,
              response: Response,
            ) => Promise<unknown>,
          ): RequestHandler<Params> =>
          (request, response, fail) => {
            httpAuth
              .credentials(request, { allow: ['user'] })
              // With the request the audit log names the user, and not this plugin, as the actor.
              .then(credentials => kagenti.asUser(backstageUser(credentials, { request })))
              .then(bound => act(bound, request, response))
              .catch(fail);
          };

        const router = Router();
        router.get(
          '/agents/:namespace',
          forUser<{ namespace: string }>(async ({ agents }, { params }, response) =>
            response.json(await agents.list(params)),
          ),
        );
        router
          .route('/agents/:namespace/:name')
          .get(
            forUser<AgentRef>(async ({ agents }, { params }, response) =>
              response.json(await agents.get(params)),
            ),
          )
          .delete(
            forUser<AgentRef>(async ({ agents }, { params }, response) =>
              response.json(await agents.delete(params)),
            ),
          );
        router.post(
          '/agents/:namespace/:name/chat',
          express.json(),
          forUser<AgentRef>(async ({ chat }, { params, body: { message, sessionId } }, response) =>
            sendReply(chat.stream({ ...params, message, sessionId }), response),
          ),
        );
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
