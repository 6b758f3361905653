// The sign-in of the example. It believes the name that the browser sends: replace it by a provider of Backstage.
import { createBackendModule } from '@backstage/backend-plugin-api';
import { AuthenticationError, NotAllowedError } from '@backstage/errors';
import {
  authProvidersExtensionPoint,
  createProxyAuthenticator,
  createProxyAuthProviderFactory,
} from '@backstage/plugin-auth-node';
import type { Request } from 'express';

/** Who may sign in, and the group that policy.ts decides by. */
export const people = [
  { name: 'jane', title: 'Jane chats with the agents of her team', group: 'chatters' },
  { name: 'bob', title: 'Bob sees all agents and deletes those of his team', group: 'operators' },
  { name: 'ada', title: 'Ada administers the settings', group: 'administrators' },
  { name: 'carl', title: 'Carl may do nothing', group: 'guests' },
] as const;

/** Whether a browser on this machine asks, and not for a site whose name leads here (DNS rebinding). */
const isLocal = (request: Request): boolean =>
  /^(::1|(::ffff:)?127\.[\d.]+)$/.test(request.socket.remoteAddress ?? '') &&
  /^(localhost|127\.0\.0\.1|\[::1\])(:\d+)?$/.test(request.header('host') ?? '');

const authenticator = createProxyAuthenticator({
  initialize: () => undefined,
  async authenticate({ req }) {
    if (!isLocal(req)) {
      throw new NotAllowedError('Only a browser on this machine may sign in, at http://localhost.');
    }
    const person = people.find(({ name }) => name === req.header('x-portal-person'));
    if (person === undefined) throw new AuthenticationError('Nobody of this name may sign in.');
    return { result: person };
  },
  defaultProfileTransform: async ({ name }) => ({ profile: { displayName: name } }),
});

/** Backstage issues its own token for the person, with the group among the claims. */
export const signInModule = createBackendModule({
  pluginId: 'auth',
  moduleId: 'people',
  register(env) {
    env.registerInit({
      deps: { providers: authProvidersExtensionPoint },
      async init({ providers }) {
        providers.registerProvider({
          providerId: 'people',
          factory: createProxyAuthProviderFactory({
            authenticator,
            async signInResolver({ result: { name, group } }, context) {
              const sub = `user:default/${name}`;
              return context.issueToken({ claims: { sub, ent: [sub, `group:default/${group}`] } });
            },
          }),
        });
      },
    });
  },
});
