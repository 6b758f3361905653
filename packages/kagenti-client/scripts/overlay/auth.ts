import { type GroupOverlay, newer } from './overlay.ts';

const account = {
  enabled: 'Whether the backend requires tokens.',
  keycloak_url: 'URL of Keycloak.',
  realm: 'Realm of Keycloak.',
  client_id: "Client of Kagenti's own pages, not that of the service account.",
};

export const auth: GroupOverlay = {
  api: {
    name: 'AuthApi',
    about: 'How people sign in to Kagenti, and how it identifies the service account.',
  },
  operations: {
    'auth.config': { about: "Returns how people sign in to Kagenti's own pages." },
    'auth.status': {
      about:
        "Returns whether tokens are required. This call sends none, so `authenticated` is false; `me` and `userInfo` show whether the account's token is accepted.",
    },
    'auth.userInfo': {
      about: 'Returns how Kagenti identifies the service account, with its roles.',
    },
    'auth.me': {
      about:
        'Returns the same as `userInfo`. Where Kagenti requires no tokens, it returns a guest.',
    },
  },
  types: {
    AuthConfig: {
      about: "How people sign in to Kagenti's own pages.",
      of: ['AuthConfigResponse'],
      fields: {
        ...account,
        version: newer('Version of the backend; `unknown` where its image does not name one.'),
        redirect_uri: 'Where Keycloak sends people back to.',
      },
    },
    AuthStatus: {
      about: 'Whether the backend requires tokens, and whether this call had one.',
      of: ['AuthStatusResponse'],
      fields: {
        ...account,
        authenticated:
          'Whether this call had a valid token. Always false: this client sends none to public operations.',
      },
    },
    UserInfo: {
      about: 'How Kagenti identifies the service account.',
      of: ['UserInfoResponse'],
      fields: {
        username: 'Its name: `service-account-` and the client id.',
        email: 'Its e-mail address.',
        roles: 'Its roles, including those of every client in Keycloak.',
        authenticated: 'True when the token was accepted.',
      },
    },
  },
};
