import { text } from 'node:stream/consumers';
import { coreServices, createBackendPlugin } from '@backstage/backend-plugin-api';
import { pipeToResponse } from '@rhdh-boost/kagenti-client';
import { backstageUser, kagentiClientServiceRef } from '@rhdh-boost/kagenti-client/backstage';

/** Answers `POST /api/chat` with the agent's reply to `{ message, sessionId }`, event by event. */
export const chatPlugin = createBackendPlugin({
  pluginId: 'chat',
  register(env) {
    env.registerInit({
      deps: {
        http: coreServices.httpRouter,
        httpAuth: coreServices.httpAuth,
        kagenti: kagentiClientServiceRef,
      },
      async init({ http, httpAuth, kagenti }) {
        http.use((request, response, fail) => {
          const answer = async (): Promise<void> => {
            const credentials = await httpAuth.credentials(request, { allow: ['user'] });
            const { message, sessionId } = JSON.parse(await text(request));
            const { chat } = kagenti.asUser(backstageUser(credentials));
            const agent = { namespace: 'team1', name: 'weather-agent' };
            await pipeToResponse(chat.stream({ ...agent, message, sessionId }), response);
          };
          answer().catch(fail);
        });
      },
    });
  },
});
