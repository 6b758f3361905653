import { coreServices, createBackendPlugin } from '@backstage/backend-plugin-api';
import { bearerInterceptor } from '@rhdh-boost/token-manager';
import { tokenManagerServiceRef } from '@rhdh-boost/token-manager/backstage';
import { Agent, fetch } from 'undici';

/** Answers `GET /api/agents` with the agents that Kagenti has in a namespace. */
export const agentsPlugin = createBackendPlugin({
  pluginId: 'agents',
  register(env) {
    env.registerInit({
      deps: {
        config: coreServices.rootConfig,
        httpRouter: coreServices.httpRouter,
        lifecycle: coreServices.lifecycle,
        tokens: tokenManagerServiceRef,
      },
      async init({ config, httpRouter, lifecycle, tokens }) {
        const kagenti = new URL(config.getString('boost.providers.kagenti.baseUrl'));
        const agent = new Agent();
        // Puts the token on each request to Kagenti, and sends one that was refused once more.
        const dispatcher = agent.compose(bearerInterceptor(tokens, { origins: [kagenti.origin] }));
        lifecycle.addShutdownHook(() => agent.close());

        httpRouter.use((_request, response, fail) => {
          const url = new URL('/api/v1/agents?namespace=team1', kagenti);
          fetch(url, { dispatcher })
            .then(async answer => response.status(answer.status).json(await answer.json()))
            .catch(fail);
        });
      },
    });
  },
});
