import { tokenEndpointShape } from './credential-url.ts';
/** What is known of a refusal. */
export interface Refusal {
  /** HTTP status. */
  readonly status: number;
  /** The OAuth error code, where there is one. */
  readonly oauthError: string | undefined;
  /** The answer's text: read to tell Keycloak's causes apart, never shown. */
  readonly text: string;
  /** Where the request went. */
  readonly endpoint: URL;
  /** The client that asked. */
  readonly clientId: string;
  /** The scope that was asked for. */
  readonly scope: string | undefined;
}

/** What a Keycloak's token endpoint looks like, for those who gave another address. */
export const endpointShape = `A Keycloak token endpoint is ${tokenEndpointShape}.`;

/**
 * What to change in Keycloak or in the configuration. Keycloak (tried with 26.7) has one code for
 * several causes; only its descriptions tell them apart.
 */
export function hintFor(refusal: Refusal): string {
  const { oauthError, clientId } = refusal;
  const client = `client ${clientId}`;
  switch (oauthError) {
    case 'unauthorized_client':
      return hintForUnauthorized(refusal.text, client);
    case 'invalid_client':
      return `Keycloak knows no enabled ${client} in this realm: check clientId, the realm in tokenEndpoint, and the client's switch Enabled.`;
    case 'invalid_scope':
      return `The scope ${refusal.scope ?? ''} is not one of the ${client}: assign it there under Client scopes, or change scope.`;
    case undefined:
      return hintForNoOAuthAnswer(refusal);
    default:
      return endpointShape;
  }
}

function hintForUnauthorized(text: string, client: string): string {
  if (text.includes('Public client')) {
    return `The ${client} is public: turn on Client authentication and Service accounts roles in its settings.`;
  }
  if (text.includes('retrieve service account')) {
    return `The ${client} has no service account: turn on Service accounts roles in its settings.`;
  }
  return `Keycloak refused the secret of the ${client}: compare clientSecret with Clients, the client, Credentials; it may have been rotated.`;
}

function hintForNoOAuthAnswer({ status, text, endpoint }: Refusal): string {
  if (status === 404 && endpoint.pathname.startsWith('/auth/')) {
    return 'Keycloak has no /auth prefix since version 17: leave it out of tokenEndpoint.';
  }
  const realm = /\/realms\/([^/]+)/.exec(endpoint.pathname)?.[1];
  if (text.includes('Realm does not exist') && realm !== undefined) {
    return `Keycloak has no realm ${realm}: check the realm in tokenEndpoint, upper and lower case too.`;
  }
  return endpointShape;
}
