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
  /** Whether something in front of Keycloak may have answered in its place. */
  readonly isIntermediary: boolean;
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
      return `The scope ${context.scope ?? ''} is not one of the client ${context.clientId}: assign it there under Client scopes, or change scope.`;
    case 'invalid_request':
      return hintForRequest(refusal);
    case undefined:
      return hintForNoOAuthAnswer(refusal);
    default:
      return shapeFor(kind);
  }
}

function hintForRequest({ text, asked: { kind, context, connection } }: Refusal): string {
  const client = `client ${context.clientId}`;
  if (text.includes('duplicated parameter') && context.resources.length > 1) {
    return 'Keycloak takes one resource parameter: give one resource.';
  }
  if (text.includes('DPoP proof')) {
    return `The ${client} issues tokens with a DPoP proof alone (RFC 9449), which this package does not send: turn off "Require DPoP bound tokens" in its settings. For bound tokens use certificates (RFC 8705).`;
  }
  if (text.includes('MTLS HoK')) {
    const certificate =
      connection.subject === undefined
        ? 'give tls.certificateFile and tls.keyFile'
        : 'see to it that the certificate reaches Keycloak (https-client-auth=request, no proxy that ends TLS)';
    return `Tokens of the ${client} are bound to a client certificate (RFC 8705), and Keycloak saw none: ${certificate}, or turn off "OAuth 2.0 Mutual TLS Certificate Bound Access Tokens Enabled" under Advanced in its settings.`;
  }
  return shapeFor(kind);
}

/** What to look at when something else may have answered in Keycloak's place. */
export function hintForIntermediary({ kind }: Pick<TokenExchange, 'kind'>): string {
  return `This may be the answer of a gateway, ingress or service mesh in front of Keycloak: check its rules, and whether Keycloak is being replaced. ${shapeFor(kind)}`;
}

function hintForNoOAuthAnswer({ status, text, asked, isIntermediary }: Refusal): string {
  const { kind, url, option } = asked;
  if (status === 404 && url.pathname.startsWith('/auth/')) {
    return `Keycloak has no /auth prefix since version 17: leave it out of ${option}.`;
  }
  const realm = /\/realms\/([^/]+)/.exec(url.pathname)?.[1];
  if (text.includes('Realm does not exist') && realm !== undefined) {
    return `Keycloak has no realm ${realm}: check the realm in ${option}, upper and lower case too.`;
  }
  return isIntermediary ? hintForIntermediary(asked) : shapeFor(kind);
}
