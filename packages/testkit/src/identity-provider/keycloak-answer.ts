import type { ServerResponse } from 'node:http';

/** An answer that refuses a request, in Keycloak's words. */
export interface Refusal {
  readonly status: number;
  readonly error: string;
  readonly description?: string;
}

const badCredentials = 'Invalid client or Invalid client credentials';

/** Unlike a wrong secret, a wrong assertion is 400. */
function invalidClient(description: string): Refusal {
  return { status: 400, error: 'invalid_client', description };
}

/** Keycloak's refusals (26.7), as a real one gave them. */
export const refusals = {
  unknownClient: { status: 401, error: 'invalid_client', description: badCredentials },
  wrongSecret: { status: 401, error: 'unauthorized_client', description: badCredentials },
  brokenBasic: {
    status: 400,
    error: 'unauthorized_client',
    description: 'Unexpected error when authenticating client',
  },
  noAssertion: invalidClient('Parameter client_assertion_type is missing'),
  noClientId: invalidClient('Missing client_id parameter'),
  noPublicKey: invalidClient('Unable to load public key'),
  wrongSignature: invalidClient(
    'Client authentication with signed JWT failed: Signature on JWT token failed validation',
  ),
  wrongAlgorithm: invalidClient('Invalid signature algorithm'),
  wrongAssertionAudience: invalidClient('Invalid token audience'),
  assertionNotActive: invalidClient('Token is not active'),
  assertionIssuedLater: invalidClient('Token was issued in the future'),
  assertionTooOld: invalidClient('Token was issued too far in the past to be used now'),
  assertionTooLong: invalidClient(
    'Token expiration is too far in the future and iat claim not present in token',
  ),
  assertionReused: invalidClient('Token reuse detected'),
  noAssertionId: invalidClient('Token jti claim is required'),
  severalAudiences: invalidClient('Multiple audiences not allowed'),
  otherClientId: invalidClient('client_id parameter does not match authenticated client'),
  noServiceAccount: {
    status: 401,
    error: 'unauthorized_client',
    description: 'Client not enabled to retrieve service account',
  },
  publicClient: {
    status: 401,
    error: 'unauthorized_client',
    description: 'Public client not allowed to retrieve service account',
  },
  unsupportedGrant: {
    status: 400,
    error: 'unsupported_grant_type',
    description: 'Unsupported grant_type',
  },
  noGrantType: {
    status: 400,
    error: 'invalid_request',
    description: 'Missing form parameter: grant_type',
  },
  repeatedParameter: {
    status: 400,
    error: 'invalid_request',
    description: 'duplicated parameter',
  },
  noToken: { status: 400, error: 'invalid_request', description: 'Token not provided.' },
  wrongSecretAtIntrospection: {
    status: 401,
    error: 'invalid_client',
    description: 'Client authentication failed.',
  },
  publicClientAtIntrospection: {
    status: 403,
    error: 'invalid_request',
    description: 'Client not allowed.',
  },
  noSuchRealm: { status: 404, error: 'Realm does not exist' },
  noSuchResource: { status: 404, error: 'Unable to find matching target resource method' },
  noSuchPath: { status: 404, error: 'HTTP 404 Not Found' },
  wrongMethod: { status: 405, error: 'HTTP 405 Method Not Allowed' },
} as const satisfies Record<string, Refusal>;

export function invalidScope(scope: string): Refusal {
  return { status: 400, error: 'invalid_scope', description: `Invalid scopes: ${scope}` };
}

/** What the token endpoint puts on every answer (RFC 6749 §5.1). */
export const notToBeStored = { 'cache-control': 'no-store', pragma: 'no-cache' };

export function refuse(
  response: ServerResponse,
  { status, error, description }: Refusal,
  headers: Record<string, string> = {},
): void {
  const text = description === undefined ? { error } : { error, error_description: description };
  answerJson(response, status, text, headers);
}

export function answerJson(
  response: ServerResponse,
  status: number,
  body: object,
  headers: Record<string, string>,
): void {
  // Keycloak names no charset.
  response.writeHead(status, { ...headers, 'content-type': 'application/json' });
  response.end(JSON.stringify(body));
}
