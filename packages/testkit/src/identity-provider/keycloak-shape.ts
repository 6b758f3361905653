import type { ClientState } from './client-registry.ts';

/** A service account's claims, as Keycloak (26.7) writes them. */
export function serviceAccountClaims(
  client: ClientState,
  { scope, audience }: { scope: string; audience: string[] },
): Record<string, unknown> {
  return {
    aud: oneOrAll(audience),
    sub: client.subject,
    typ: 'Bearer',
    azp: client.clientId,
    acr: '1',
    ...(client.roles.length > 0 && { realm_access: { roles: client.roles } }),
    scope,
    email_verified: false,
    preferred_username: `service-account-${client.clientId.toLowerCase()}`,
  };
}

/** An audience of one is a text (RFC 7519 §4.1.3), as Keycloak has it. */
function oneOrAll(audience: string[]): string | string[] {
  const [first = '', ...others] = audience;
  return others.length > 0 ? audience : first;
}

/** The answer to a request for a token, from what oidc-provider would have answered. */
export function tokenAnswer(answer: Record<string, unknown>, scope: string): object {
  return {
    access_token: answer['access_token'],
    expires_in: answer['expires_in'],
    refresh_expires_in: 0,
    token_type: 'Bearer',
    'not-before-policy': 0,
    scope,
  };
}

const methods = ['private_key_jwt', 'client_secret_basic', 'client_secret_post'];
const assertionAlgorithms = 'RS256 RS384 RS512 PS256 PS384 PS512 ES256 ES384 ES512 EdDSA'.split(
  ' ',
);

/** Of what oidc-provider could do, only what this identity provider does. */
export function discoveryDocument(answer: Record<string, unknown>): object {
  return {
    issuer: answer['issuer'],
    token_endpoint: answer['token_endpoint'],
    introspection_endpoint: answer['introspection_endpoint'],
    jwks_uri: answer['jwks_uri'],
    grant_types_supported: ['client_credentials'],
    response_types_supported: ['none'],
    subject_types_supported: answer['subject_types_supported'],
    id_token_signing_alg_values_supported: ['RS256'],
    token_endpoint_auth_methods_supported: methods,
    token_endpoint_auth_signing_alg_values_supported: assertionAlgorithms,
    introspection_endpoint_auth_methods_supported: methods,
    introspection_endpoint_auth_signing_alg_values_supported: assertionAlgorithms,
    claims_supported: ['iss', 'sub', 'aud', 'exp', 'iat', 'azp', 'realm_access'],
  };
}
