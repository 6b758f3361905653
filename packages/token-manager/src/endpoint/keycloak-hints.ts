import { clientOf } from './assertion-hints.ts';
import { hintForCredential } from './credential-hints.ts';
import {
  dpopUnsupported,
  type Explanation,
  explainAddress,
  hintForOtherError,
  type Refusal,
} from './server-hints.ts';

/**
 * What to change in Keycloak or in the configuration. Keycloak (tried with 26.7) has one code for
 * several causes; only its descriptions tell them apart.
 */
export function hintForKeycloak(refusal: Refusal): Explanation {
  const { oauthError, text, asked } = refusal;
  const { kind, context } = asked;
  if (kind === 'discovery') return hintForNoOAuthAnswer(refusal);
  switch (oauthError) {
    case 'unauthorized_client':
    case 'invalid_client':
      return hintForCredential(oauthError, text, asked);
    case 'invalid_scope':
      return {
        reason: 'unknown_scope',
        hint: `The scope ${context.scope ?? ''} is not one of the ${clientOf(context)}: assign it there under Client scopes, or change scope.`,
      };
    case 'invalid_request':
      return hintForRequest(refusal);
    case 'access_denied':
      return hintForDisabledRealm(refusal);
    case undefined:
      return hintForNoOAuthAnswer(refusal);
    default:
      return hintForOtherError(refusal);
  }
}

function hintForDisabledRealm(refusal: Refusal): Explanation {
  return refusal.text.includes('Realm not enabled')
    ? { reason: 'disabled_realm', hint: 'The realm is disabled: turn on Enabled in its settings.' }
    : hintForOtherError(refusal);
}

function hintForRequest({ text, asked }: Refusal): Explanation {
  const { context, connection } = asked;
  const client = clientOf(context);
  if (text.includes('duplicated parameter') && context.resources.length > 1) {
    return { hint: 'Keycloak takes one resource parameter: give one resource.' };
  }
  if (text.includes('DPoP proof')) {
    return {
      reason: 'dpop_required',
      hint: `The ${client} has "Require DPoP bound tokens" turned on in its settings. ${dpopUnsupported}`,
    };
  }
  if (text.includes('HTTPS required')) {
    return {
      reason: 'https_required',
      hint: `The realm takes no plain http ("Require SSL" in its settings): write https in ${asked.option}.`,
    };
  }
  if (text.includes('MTLS HoK')) {
    const certificate =
      connection.subject === undefined
        ? 'give tls.certificateFile and tls.keyFile'
        : 'make sure that the certificate reaches Keycloak (https-client-auth=request, no proxy that ends TLS)';
    return {
      reason: 'certificate_required',
      hint: `Tokens of the ${client} are bound to a client certificate (RFC 8705), and Keycloak saw none: ${certificate}, or turn off "OAuth 2.0 Mutual TLS Certificate Bound Access Tokens Enabled" under Advanced in its settings.`,
    };
  }
  return explainAddress(asked, false);
}

function hintForNoOAuthAnswer({ status, text, asked, isIntermediary }: Refusal): Explanation {
  const { url, option } = asked;
  if (status === 404 && url.pathname.startsWith('/auth/')) {
    return {
      reason: 'auth_prefix',
      hint: `Keycloak has no /auth prefix since version 17: leave it out of ${option}.`,
    };
  }
  const realm = /\/realms\/([^/]+)/.exec(url.pathname)?.[1];
  if (text.includes('Realm does not exist') && realm !== undefined) {
    return {
      reason: 'unknown_realm',
      hint: `Keycloak has no realm ${realm}: check the realm in ${option}, upper and lower case too.`,
    };
  }
  return explainAddress(asked, isIntermediary);
}
