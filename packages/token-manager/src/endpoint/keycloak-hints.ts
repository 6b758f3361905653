import { hintForCredential } from './credential-hints.ts';
import { type Refusal, shapeFor } from './server-hints.ts';

/**
 * What to change in Keycloak or in the configuration. Keycloak (tried with 26.7) has one code for
 * several causes; only its descriptions tell them apart.
 */
export function hintForKeycloak(refusal: Refusal): string {
  const { oauthError, text, asked } = refusal;
  const { kind, context } = asked;
  if (kind === 'discovery') return hintForNoOAuthAnswer(refusal);
  switch (oauthError) {
    case 'unauthorized_client':
    case 'invalid_client':
      return hintForCredential(oauthError, text, asked);
    case 'invalid_scope':
      return `The scope ${context.scope ?? ''} is not one of the client ${context.clientId}: assign it there under Client scopes, or change scope.`;
    case 'invalid_request':
      return text.includes('duplicated parameter') && context.resources.length > 1
        ? 'Keycloak takes one resource parameter: give one resource.'
        : shapeFor(asked);
    case undefined:
      return hintForNoOAuthAnswer(refusal);
    default:
      return shapeFor(asked);
  }
}

function hintForNoOAuthAnswer({ status, text, asked }: Refusal): string {
  const { url, option } = asked;
  if (status === 404 && url.pathname.startsWith('/auth/')) {
    return `Keycloak has no /auth prefix since version 17: leave it out of ${option}.`;
  }
  const realm = /\/realms\/([^/]+)/.exec(url.pathname)?.[1];
  if (text.includes('Realm does not exist') && realm !== undefined) {
    return `Keycloak has no realm ${realm}: check the realm in ${option}, upper and lower case too.`;
  }
  return shapeFor(asked);
}
