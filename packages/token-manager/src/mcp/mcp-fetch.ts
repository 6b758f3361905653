import type { BearerSource } from '../interceptor/token-origins.ts';
import type { KeycloakTokenManager } from '../keycloak-token-manager.ts';
import { TokenError } from '../token-error.ts';
import { fetchWithToken, type TokenFetchOptions } from '../token-fetch.ts';

/** What {@link mcpFetch} takes besides the server. */
export interface McpFetchOptions extends Omit<TokenFetchOptions, 'origins'> {}

/**
 * Gives the tokens of a service account to an MCP client: the `fetch` of the SDK's `StreamableHTTPClientTransport`, in
 * `@modelcontextprotocol/sdk` 1 and in `@modelcontextprotocol/client` 2. Leave `authProvider` out: that of version 1
 * requests tokens itself, and `onUnauthorized` of version 2 is not told which token was refused.
 *
 * Requests to the server's origin carry the manager's token. On a 401 the token is invalidated, and the request is sent
 * once more with another one. No user is redirected and no client is registered: a server that wants a user to sign in
 * cannot be used with a service account. A request with an Authorization header is left alone.
 *
 * For a plain API use `tokenFetch`, which returns the second 401; the SDK would report only its body.
 *
 * @param server - The URL of the MCP server, as the transport has it.
 * @returns a function that rejects with a TokenError: the manager's when there is no token, or `rejected` with the status
 * 401 when the server refuses the new token too, or when no new one could be fetched (then the `cause` says why). While version 2 negotiates (`versionNegotiation`), the SDK wraps it as
 * the `cause` of its own error.
 * @throws TokenError `invalid_configuration` or `insecure_endpoint` for a server that may not get a token
 */
export function mcpFetch(
  source: BearerSource,
  server: string | URL,
  options: McpFetchOptions = {},
): typeof globalThis.fetch {
  const address = String(server);
  const origin = URL.canParse(address) ? new URL(address).origin : address;
  const fetchOptions = { ...options, origins: [origin] };
  const refused = async (answer: Response) => {
    await answer.body?.cancel();
    throw refusedBy(origin, failedRenewalOf(source));
  };
  return fetchWithToken(source, fetchOptions, refused, () => 'The url of the MCP server');
}

function refusedBy(origin: string, cause: TokenError | undefined): TokenError {
  const message = `The MCP server at ${origin} refused the access token`;
  const fields = { code: 'rejected', status: 401 } as const;
  if (cause !== undefined) {
    const { hint, retryable } = cause;
    return new TokenError({
      ...fields,
      message: `${message}, and no other could be fetched: ${cause.message}`,
      hint,
      retryable,
      cause,
    });
  }
  return new TokenError({
    ...fields,
    message,
    hint: 'Compare the audience, scope and issuer of the token with what the server requires (its /.well-known/oauth-protected-resource, RFC 9728), and check the roles of the account and the clocks. If the server requires a user to sign in, a service account cannot use it.',
  });
}

/** Why the manager has no other token; another source may not tell. */
function failedRenewalOf(source: BearerSource & Partial<Pick<KeycloakTokenManager, 'health'>>) {
  const error: unknown = source.health?.().lastError;
  return TokenError.isInstance(error) ? error : undefined;
}
