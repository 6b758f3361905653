// #region setting
import { coreServices, createBackendModule } from '@backstage/backend-plugin-api';
import { boostConfigServiceRef, toBackstageError } from '@rhdh-boost/runtime-config/backstage';
import express, { type Request, Router } from 'express';

/** Puts the setting `boost.systemPrompt` in front of the first message of each conversation. */
export const systemPromptModule = createBackendModule({
  pluginId: 'portal',
  moduleId: 'system-prompt',
  register(env) {
    env.registerInit({
      deps: { config: boostConfigServiceRef, http: coreServices.httpRouter },
      async init({ config, http }) {
        const addPrompt = async ({ body }: Request): Promise<void> => {
          if (typeof body?.message !== 'string' || body.sessionId !== undefined) return;
          const prompt = await config.resolve('boost.systemPrompt');
          if (prompt !== undefined) body.message = `${prompt}\n\n${body.message}`;
        };
        const router = Router();
        const json = express.json({ limit: '1mb' }); // as much as the chat route takes
        router.post('/agents/:namespace/:name/chat', json, (request, _, proceed) => {
          const fail = (error: unknown) => proceed(toBackstageError(error));
          addPrompt(request).then(() => proceed(), fail);
        });
        http.use(router);
      },
    });
  },
});
// #endregion
