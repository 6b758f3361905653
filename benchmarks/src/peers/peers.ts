import { azureIdentity } from './azure-identity.ts';
import { badgateway } from './badgateway.ts';
import { googleAuthLibrary } from './google-auth-library.ts';
import { msalNode } from './msal-node.ts';
import type { TokenPeer } from './token-client.ts';
import { undiciOidcInterceptor } from './undici-oidc-interceptor.ts';

/** The libraries that keep a token and check its end. */
export const cachingPeers: readonly TokenPeer[] = [
  undiciOidcInterceptor,
  azureIdentity,
  msalNode,
  googleAuthLibrary,
  badgateway,
];

/** The others, and why they have no part in what a kept token is needed for. */
export const peersWithoutCache = {
  'openid-client':
    'clientCredentialsGrant() sends a request each time and keeps nothing; its caller holds the answer and its expiresIn().',
  'simple-oauth2':
    'getToken() sends a request each time and keeps nothing; AccessToken.expired() judges a token that the caller holds.',
};
