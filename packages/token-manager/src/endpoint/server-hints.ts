import type { TokenErrorReason } from '../token-error.ts';
import { clientOf } from './assertion-hints.ts';
import { issuerShape, tokenEndpointShape } from './credential-url.ts';
import type { TokenExchange } from './token-exchange.ts';

/** Why a request was rejected, and what to change. */
export interface Explanation {
  /** The cause; undefined where the answer fits several. */
  readonly reason?: TokenErrorReason;
  /** What to change, and where. */
  readonly hint: string;
}

/** What is known of a refusal. */
export interface Refusal {
  /** HTTP status. */
  readonly status: number;
  /** The OAuth error code, where there is one. */
  readonly oauthError: string | undefined;
  /** The answer's text: read to tell causes apart, never shown. */
  readonly text: string;
  /** The request that was refused. */
  readonly asked: TokenExchange;
  /** Whether something in front of the server may have answered in its place. */
  readonly isIntermediary: boolean;
}

/** Whether an address is Keycloak's: every address of one of its realms contains `/realms/REALM`. */
export function isOfKeycloak({ pathname }: URL): boolean {
  return /\/realms\/[^/]+/.test(pathname);
}

/** The cause where the address is not that of a server which answers such requests. */
export function explainAddress(asked: TokenExchange, isIntermediary: boolean): Explanation {
  return isIntermediary
    ? { reason: 'gateway', hint: hintForIntermediary(asked) }
    : { reason: 'no_token_endpoint', hint: shapeFor(asked) };
}

/** What the address that was asked looks like, for those who gave another. */
export function shapeFor({ kind, url, option }: Pick<TokenExchange, 'kind' | 'url' | 'option'>) {
  if (isOfKeycloak(url)) {
    return kind === 'token'
      ? `A Keycloak token endpoint is ${tokenEndpointShape}.`
      : `An issuer of Keycloak is ${issuerShape}.`;
  }
  return option === 'tokenEndpoint'
    ? `Give as tokenEndpoint the token_endpoint of the server's discovery document; Keycloak's is ${tokenEndpointShape}.`
    : `Give as issuer what the server's discovery document has as issuer; Keycloak's is ${issuerShape}.`;
}

/** What to check when something else may have answered in the server's place. */
export function hintForIntermediary(asked: TokenExchange): string {
  return `This may be the answer of a gateway, ingress or service mesh in front of the server: check its rules, and whether the server is being replaced. ${shapeFor(asked)}`;
}

/** RFC 9449 section 5 (`invalid_dpop_proof`) and section 8 (`use_dpop_nonce`). */
const dpopErrors: ReadonlySet<string | undefined> = new Set([
  'invalid_dpop_proof',
  'use_dpop_nonce',
]);

/** What to do where DPoP (RFC 9449) is required; RFC 8705 section 3 binds tokens to a certificate. */
export const dpopUnsupported =
  "DPoP (RFC 9449) is not supported: turn it off for this client. For tokens bound to a key, use tls_client_auth as clientAuthentication and have the server bind them to the client's certificate (RFC 8705).";

/** Says that the server requires DPoP, if its answer shows it; undefined otherwise. */
export function hintForDpop({ oauthError }: Pick<Refusal, 'oauthError'>): Explanation | undefined {
  return dpopErrors.has(oauthError)
    ? { reason: 'dpop_required', hint: `The server requires DPoP. ${dpopUnsupported}` }
    : undefined;
}

/** What to change at a server that is not Keycloak, by the meaning of the codes in RFC 6749 section 5.2. */
export function hintForAnyServer(refusal: Refusal): Explanation {
  const { oauthError, asked, isIntermediary } = refusal;
  const { scope, method } = asked.context;
  const client = clientOf(asked.context);
  switch (oauthError) {
    case 'invalid_client':
      return {
        hint: `The token endpoint did not accept the ${client}: ${whatToCompare(asked)}.`,
      };
    case 'unauthorized_client':
      return {
        hint: `The ${client} may not use the grant client_credentials: allow it where the client is registered. Some servers answer so to wrong credentials: ${whatToCompare(asked)}.`,
      };
    case 'invalid_scope':
      return {
        reason: 'unknown_scope',
        hint: `The scope ${scope ?? ''} is not one of the ${client}: assign it where the client is registered, or change scope.`,
      };
    case 'invalid_target':
      return {
        hint: `The server does not issue tokens for this resource or audience to the ${client} (RFC 8707 section 2): change resource or audience, or allow it where the client is registered.`,
      };
    case 'invalid_grant':
      // What oidc-provider answers where a proof of DPoP is missing: this grant has nothing else to be invalid.
      return { hint: `The server may require DPoP of the ${client}. ${dpopUnsupported}` };
    case 'unsupported_grant_type':
      return { hint: 'The server does not offer the grant client_credentials: turn it on there.' };
    case 'invalid_request':
      return {
        hint: `Check that the ${client} may use the grant client_credentials and ${method}, and which of scope, audience and resource the server requires.`,
      };
    case undefined:
      return explainAddress(asked, isIntermediary);
    default:
      return hintForOtherError(refusal);
  }
}

/** Of an error without a meaning here. But for 404 and 405 an OAuth server answered at the right address. */
export function hintForOtherError({ status, oauthError, asked }: Refusal): Explanation {
  if (status === 404 || status === 405) return explainAddress(asked, false);
  return {
    hint: `Look for ${oauthError} in the log and the documentation of the server, and check what the ${clientOf(asked.context)} may request there.`,
  };
}

function whatToCompare({ context: { method, proof }, connection }: TokenExchange): string {
  const registered = `the authentication method registered there with ${method}`;
  if (method === 'private_key_jwt') {
    return `compare clientId, ${registered}, the public key there with clientAuthentication.key, and the clocks`;
  }
  if (method === 'tls_client_auth') {
    const shown = connection.subject === undefined ? '' : ` (${connection.subject})`;
    return `compare clientId, ${registered}, and the certificate's subject${shown} with the one registered there`;
  }
  if (method === 'client_assertion') {
    return `compare issuer, subject and audience of the assertion with what is registered there, ${registered}, and the clocks`;
  }
  const compared = `compare clientId and clientSecret, and ${registered}`;
  return proof.remark === undefined ? compared : `${compared}. ${proof.remark.replace(/\.$/, '')}`;
}
