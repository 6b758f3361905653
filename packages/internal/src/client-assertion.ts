import { jwtClaims } from './jwt-claims.ts';

/** What is wrong with an assertion; the text is ours and contains nothing of it. */
export class UnusableAssertion extends Error {}

const compactForm = /^[\w-]+\.[\w-]+\.[\w-]+$/;

/**
 * Reads the claims of a JSON Web Token.
 *
 * @throws UnusableAssertion for a text that is no signed JWT, or that lacks a claim which RFC 7523 section 3 requires
 */
export function claimsOf(assertion: string) {
  const claims = compactForm.test(assertion) ? jwtClaims(assertion) : undefined;
  if (claims === undefined) throw new UnusableAssertion('is no signed JWT');
  const { iss, sub, aud, exp, iat } = claims;
  if (typeof iss !== 'string' || iss === '') throw new UnusableAssertion('has no iss');
  if (typeof sub !== 'string' || sub === '') throw new UnusableAssertion('has no sub');
  if (!isTime(exp)) throw new UnusableAssertion('has no exp');
  return {
    issuer: iss,
    subject: sub,
    audiences: [aud].flat().filter((each): each is string => typeof each === 'string'),
    expiresAt: exp,
    lifetimeSeconds: isTime(iat) ? exp - iat : undefined,
  };
}

/** JSON has no infinity, but JavaScript reads 1e999 as one. */
function isTime(value: unknown): value is number {
  return Number.isFinite(value);
}
