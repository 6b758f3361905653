import type { IncomingHttpHeaders } from 'node:http';

/**
 * The headers of an answer that no cache may store (RFC 9111 section 5.2.2.5). A cache outside of the interceptor
 * has not seen the token, so that it would give one account's answer to all. `private` would not do: undici's
 * cache of type `private` may serve several accounts.
 */
export function unstorable(headers: IncomingHttpHeaders): IncomingHttpHeaders {
  const given = headers['cache-control'] ?? [];
  // First, so that an open quote of the server's does not hide it.
  return { ...headers, 'cache-control': ['no-store', given].flat().join(', ') };
}
