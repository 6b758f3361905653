import { parseJsonObject } from '@rhdh-boost/internal/json-object';
import { jwtClaims } from '@rhdh-boost/internal/jwt-claims';
import {
  type AuthorizationServer,
  type Client,
  processClientCredentialsResponse,
} from 'oauth4webapi';
import { dpopUnsupported } from './server-hints.ts';

/** What a good answer of the token endpoint says. */
export interface TokenAnswer {
  /** The access token. */
  readonly value: string;
  /** How long it lives, in seconds. */
  readonly lifetimeSeconds: number;
  /** Its scope, where the answer names one. */
  readonly scope: string | undefined;
}

/** Why an answer is no token answer; the text is ours and holds nothing of it. */
export class UnusableAnswer extends Error {
  /** What to do, where it is not the address that is wrong. */
  readonly hint: string | undefined;

  /** Makes one. */
  constructor(message: string, hint?: string) {
    super(message);
    this.hint = hint;
  }
}

/** Longer is nonsense: no realm issues tokens for sixty years. */
const longestLifetimeSeconds = 2 ** 31;

/**
 * Reads a 200 answer (RFC 6749 section 5.1). The lifetime is judged here and not by oauth4webapi, which
 * takes "300abc" for 300 and refuses a bad `expires_in` although the JWT says when it ends. What
 * the grant does not need, an id token say, is not looked at.
 *
 * @throws UnusableAnswer
 */
export async function readTokenAnswer(
  text: string,
  server: AuthorizationServer,
  client: Client,
  wallMs: number,
): Promise<TokenAnswer> {
  const { access_token, token_type, scope, expires_in } = parseJsonObject(text) ?? {};
  const response = Response.json({ access_token, token_type, scope });
  const answer = await processClientCredentialsResponse(server, client, response).catch(() => {
    // Its errors carry the whole body, token and all.
    throw new UnusableAnswer('no usable access_token, token_type or scope');
  });
  if (answer.token_type !== 'bearer') {
    throw new UnusableAnswer('a token_type of DPoP, not Bearer', dpopUnsupported);
  }
  const value = answer.access_token;
  // RFC 6749 A.12 has blanks as well, which the Authorization header of RFC 6750 section 2.1 has not.
  if (!/^[\x21-\x7e]+$/.test(value)) {
    throw new UnusableAnswer(
      'characters in the access_token that a Bearer header cannot carry',
      'Have the server issue tokens of visible ASCII characters without blanks (RFC 6750 section 2.1).',
    );
  }
  const lifetimeSeconds = sensible(expires_in) ?? lifetimeOfJwt(value, wallMs);
  if (lifetimeSeconds === undefined) {
    throw new UnusableAnswer(
      'no usable expires_in, and a token that does not say when it ends',
      'Have the server send expires_in, in seconds, with the token (RFC 6749 section 5.1).',
    );
  }
  return { value, lifetimeSeconds, scope: answer.scope };
}

/** Some servers send the number as a string of digits. */
function sensible(seconds: unknown): number | undefined {
  const number =
    typeof seconds === 'string' && /^\d{1,10}$/.test(seconds) ? Number(seconds) : seconds;
  if (typeof number !== 'number') return undefined;
  return number > 0 && number < longestLifetimeSeconds ? number : undefined;
}

/** By `iat` rather than by this machine's clock where it can be: the two may differ. */
function lifetimeOfJwt(token: string, wallMs: number): number | undefined {
  const { exp, iat } = jwtClaims(token) ?? {};
  if (typeof exp !== 'number') return undefined;
  return sensible(exp - (typeof iat === 'number' ? iat : wallMs / 1000));
}
