import { jwtClaims } from '@rhdh-boost/internal/jwt-claims';
import type { ClientAuthenticationMethod } from '../credentials/client-authentication.ts';
import type { IssuedToken } from '../endpoint/token-request.ts';

/**
 * Whether every replica that shows the same certificate as this one can use the token. A JWT says in `cnf` which
 * certificate it is bound to (RFC 8705 section 3.1): that must be the one that the manager knows, and not one of a
 * caller's dispatcher or of a proxy. Of an opaque token only the identity provider knows (section 3.2).
 */
export function isShareable(
  { value, thumbprint }: IssuedToken,
  method: ClientAuthenticationMethod,
): boolean {
  const claims = jwtClaims(value);
  if (claims === undefined) return thumbprint !== undefined || method !== 'tls_client_auth';
  const { cnf } = claims;
  return cnf === undefined || Object(cnf)['x5t#S256'] === thumbprint;
}
