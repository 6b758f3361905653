import { jwtClaims } from './jwt-claims.ts';

/** What an assertion says of itself (RFC 7523 section 3): read for hints and for the name of the account, and not verified. */
export interface AssertionClaims {
  /** Who issued it. */
  readonly issuer: string;
  /** Whom it is about: in a token of Kubernetes `system:serviceaccount:NAMESPACE:NAME`. */
  readonly subject: string;
  /** Whom it is meant for; empty when it names nobody. */
  readonly audiences: readonly string[];
  /** When it expires, in seconds since 1970. */
  readonly expiresAt: number;
  /** How long it lives from its issue to its end, in seconds; undefined without `iat`. */
  readonly lifetimeSeconds: number | undefined;
}

/** What is wrong with an assertion; the text is ours and contains nothing of it. */
export class UnusableAssertion extends Error {}

const compactForm = /^[\w-]+\.[\w-]+\.[\w-]+$/;

/**
 * Reads the claims of a JSON Web Token.
 *
 * @throws UnusableAssertion for a text that is no signed JWT, or that lacks a claim which RFC 7523 section 3 requires
 */
export function claimsOf(assertion: string): AssertionClaims {
  const claims = compactForm.test(assertion) ? jwtClaims(assertion) : undefined;
  if (claims === undefined) throw new UnusableAssertion('is no signed JWT');
  const { iss, sub, aud, exp, iat } = claims;
  if (typeof iss !== 'string' || iss === '') throw new UnusableAssertion('has no iss');
  if (typeof sub !== 'string' || sub === '') throw new UnusableAssertion('has no sub');
  if (!isTime(exp)) throw new UnusableAssertion('has no exp');
  return {
    issuer: iss,
    subject: sub,
    audiences: [aud].flat().filter(each => typeof each === 'string'),
    expiresAt: exp,
    lifetimeSeconds: isTime(iat) ? exp - iat : undefined,
  };
}

/** JSON has no infinity, but JavaScript reads 1e999 as one. */
function isTime(value: unknown): value is number {
  return Number.isFinite(value);
}
