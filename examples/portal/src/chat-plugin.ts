// #region plugin
import { text } from 'node:stream/consumers';
import { coreServices, createBackendPlugin } from '@backstage/backend-plugin-api';
import { sendReply } from '@rhdh-boost/kagenti-client';
import {
  backstageUser,
  kagentiClientServiceRef,
  kagentiErrors,
} from '@rhdh-boost/kagenti-client/backstage';
import { Router } from 'express';

/** Answers `POST /api/chat` with the agent's reply to `{ message, sessionId }`, event by event. */
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
        const router = Router();
        router.post('/', (request, response, fail) => {
          const answer = async (): Promise<void> => {
            const credentials = await httpAuth.credentials(request, { allow: ['user'] });
            const { message, sessionId } = JSON.parse(await text(request));
            const { chat } = kagenti.asUser(backstageUser(credentials, { request }));
            const agent = { namespace: 'team1', name: 'weather-agent' };
            await sendReply(chat.stream({ ...agent, message, sessionId }), response);
          };
          answer().catch(fail);
        });
        // A call that was refused is answered with its HTTP status, one that fails later with an event.
        router.use(kagentiErrors({ logger }));
        http.use(router);
      },
    });
  },
});
// #endregion
