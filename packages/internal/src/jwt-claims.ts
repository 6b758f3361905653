import { parseJsonObject } from './json-object.ts';

/** What a JSON Web Token says, unverified; undefined for any other text, such as an opaque token. */
export function jwtClaims(token: string): Record<string, unknown> | undefined {
  const payload = token.split('.')[1] ?? '';
  return parseJsonObject(Buffer.from(payload, 'base64url').toString('utf8'));
}
