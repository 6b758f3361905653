// #region setting
import { coreServices, createBackendModule } from '@backstage/backend-plugin-api';
import { boostConfigServiceRef, toBackstageError } from '@rhdh-boost/runtime-config/backstage';
import express, { Router } from 'express';

/** Puts the setting `boost.systemPrompt` in front of the first message of each conversation. */
export const systemPromptModule = createBackendModule({
  pluginId: 'portal',
  moduleId: 'system-prompt',
  register(env) {
    env.registerInit({
      deps: { config: boostConfigServiceRef, http: coreServices.httpRouter },
      async init({ config, http }) {
        const router = Router();
        router.post(
          '/agents/:namespace/:name/chat',
          express.json(),
          (request, _response, proceed) => {
            const { body } = request;
            const prepare = async (): Promise<void> => {
              if (typeof body?.message !== 'string' || body.sessionId !== undefined) return;
              const prompt = await config.resolve('boost.systemPrompt');
              if (prompt !== undefined) body.message = `${prompt}\n\n${body.message}`;
            };
            prepare().then(
              () => proceed(),
              error => proceed(toBackstageError(error)),
            );
          },
        );
        http.use(router);
      },
    });
  },
});
// #endregion
