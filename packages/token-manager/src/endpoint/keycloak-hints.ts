import { clientOf } from './assertion-hints.ts';
import { hintForCredential } from './credential-hints.ts';
import { issuerShape, tokenEndpointShape } from './credential-url.ts';
import type { TokenExchange } from './token-exchange.ts';

/** What is known of a refusal. */
export interface Refusal {
  /** HTTP status. */
  readonly status: number;
  /** The OAuth error code, where there is one. */
  readonly oauthError: string | undefined;
  /** The answer's text: read to tell Keycloak's causes apart, never shown. */
  readonly text: string;
  /** The request that was refused. */
  readonly asked: TokenExchange;
}

/** What Keycloak's addresses look like, for those who gave another. */
export function shapeFor(kind: TokenExchange['kind']): string {
  return kind === 'token'
    ? `A Keycloak token endpoint is ${tokenEndpointShape}.`
    : `An issuer of Keycloak is ${issuerShape}.`;
}

/**
 * What to change in Keycloak or in the configuration. Keycloak (tried with 26.7) has one code for
 * several causes; only its descriptions tell them apart.
 */
export function hintFor(refusal: Refusal): string {
  const { oauthError, text, asked } = refusal;
  const { kind, context } = asked;
  if (kind === 'discovery') return hintForNoOAuthAnswer(refusal);
  switch (oauthError) {
    case 'unauthorized_client':
    case 'invalid_client':
      return hintForCredential(oauthError, text, asked);
    case 'invalid_scope':
      return `The scope ${context.scope ?? ''} is not one of the ${clientOf(context)}: assign it there under Client scopes, or change scope.`;
    case 'invalid_request':
      return text.includes('duplicated parameter') && context.resources.length > 1
        ? 'Keycloak takes one resource parameter: give one resource.'
        : shapeFor(kind);
    case undefined:
      return hintForNoOAuthAnswer(refusal);
    default:
      return shapeFor(kind);
  }
}

function hintForNoOAuthAnswer({ status, text, asked }: Refusal): string {
  const { kind, url, option } = asked;
  if (status === 404 && url.pathname.startsWith('/auth/')) {
    return `Keycloak has no /auth prefix since version 17: leave it out of ${option}.`;
  }
  const realm = /\/realms\/([^/]+)/.exec(url.pathname)?.[1];
  if (text.includes('Realm does not exist') && realm !== undefined) {
    return `Keycloak has no realm ${realm}: check the realm in ${option}, upper and lower case too.`;
  }
  return shapeFor(kind);
}
