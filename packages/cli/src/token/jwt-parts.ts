import { parseJsonObject } from '@rhdh-boost/internal/json-object';

/** The header of a JSON Web Token, unverified; undefined for any other text, such as an opaque token. */
export function jwtHeader(token: string): Record<string, unknown> | undefined {
  const [first = ''] = token.split('.');
  return parseJsonObject(Buffer.from(first, 'base64url').toString('utf8'));
}

/** How many seconds a token lasts from its issue; undefined if its claims do not contain both times. */
export function lifetimeOf({ iat, exp }: Readonly<Record<string, unknown>>): number | undefined {
  return typeof iat === 'number' && typeof exp === 'number' ? exp - iat : undefined;
}
