// The sign-in of the example. It believes the name that the browser sends: replace it by a provider of Backstage.
import { createBackendModule } from '@backstage/backend-plugin-api';
import { AuthenticationError } from '@backstage/errors';
import {
  authProvidersExtensionPoint,
  createProxyAuthenticator,
  createProxyAuthProviderFactory,
} from '@backstage/plugin-auth-node';

/** Who may sign in, and the group that policy.ts decides by. */
export const people = [
  { name: 'jane', title: 'Jane chats with the agents of her team', group: 'chatters' },
  { name: 'bob', title: 'Bob sees all agents and deletes those of his team', group: 'operators' },
  { name: 'ada', title: 'Ada administers the settings', group: 'administrators' },
  { name: 'carl', title: 'Carl may do nothing', group: 'guests' },
] as const;

const authenticator = createProxyAuthenticator({
  initialize: () => undefined,
  async authenticate({ req }) {
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
