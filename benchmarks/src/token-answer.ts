/** What a token endpoint answers (RFC 6749 section 5.1). */
export interface TokenAnswer {
  readonly access_token: string;
  readonly token_type: 'Bearer';
  readonly expires_in: number;
}

/** The answer to the request of this number, at this time of the wall clock. The token has the form of a JWT: some clients read its end from there. */
export function tokenAnswer(number: number, nowMs: number, lifetimeSeconds: number): TokenAnswer {
  const exp = Math.floor(nowMs / 1000) + lifetimeSeconds;
  const access_token = `${encoded({ alg: 'none' })}.${encoded({ exp, jti: String(number) })}.none`;
  return { access_token, token_type: 'Bearer', expires_in: lifetimeSeconds };
}

const encoded = (part: object) => Buffer.from(JSON.stringify(part)).toString('base64url');
