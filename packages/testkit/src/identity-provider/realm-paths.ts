/** Keycloak's paths below a realm's issuer. */
export const realmPaths = {
  discovery: '/.well-known/openid-configuration',
  token: '/protocol/openid-connect/token',
  introspection: '/protocol/openid-connect/token/introspect',
  certs: '/protocol/openid-connect/certs',
} as const;

/** The public addresses of a realm. */
export function realmEndpoints(issuer: string): {
  issuer: string;
  tokenEndpoint: string;
  introspectionEndpoint: string;
  jwksUri: string;
} {
  return {
    issuer,
    tokenEndpoint: issuer + realmPaths.token,
    introspectionEndpoint: issuer + realmPaths.introspection,
    jwksUri: issuer + realmPaths.certs,
  };
}
