import {
  compactVerify,
  createLocalJWKSet,
  decodeJwt,
  decodeProtectedHeader,
  type JWTPayload,
} from 'jose';
import type { ClientRegistry, ClientState } from './client-registry.ts';
import { type Refusal, refusals } from './keycloak-answer.ts';
import type { PublicJsonWebKey } from './service-account-client.ts';

/** RFC 7523 section 2.2. */
export const assertionType = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer';

/** How Keycloak judges the times of an assertion. */
export interface AssertionTimes {
  /** How far the clocks may differ, in seconds. */
  readonly clockSkewSeconds: number;
  /** How long it believes an assertion after its `iat`, whatever its `exp` says, in seconds. */
  readonly maximumAgeSeconds: number;
}

const ownTimes: AssertionTimes = { clockSkewSeconds: 15, maximumAgeSeconds: 60 };

/** What an assertion says, before any of it is believed; undefined of a text that is none. */
export function claimsOf(assertion: string): JWTPayload | undefined {
  return read(() => decodeJwt(assertion));
}

/** What Keycloak says against a client's assertion; undefined of a right one. Its checks, in its order. */
export async function judgeAssertion(
  assertion: string | undefined,
  { clientId, authenticator }: ClientState,
  { issuer, registry }: { issuer: string; registry: ClientRegistry },
): Promise<Refusal | undefined> {
  if (authenticator?.method !== 'private_key_jwt') {
    return refusals.unknownClient;
  }
  if (assertion === undefined) {
    return refusals.noAssertion;
  }
  const header = read(() => decodeProtectedHeader(assertion));
  const claims = claimsOf(assertion);
  if (header === undefined || claims?.sub !== clientId) {
    return refusals.unknownClient;
  }
  if (authenticator.algorithm !== undefined && header.alg !== authenticator.algorithm) {
    return refusals.wrongAlgorithm;
  }
  // Keycloak ignores a key that does not say so.
  const keys = authenticator.jwks.keys.filter(key => key['use'] === 'sig');
  if (!keys.some(key => header.kid === undefined || key['kid'] === header.kid)) {
    return refusals.noPublicKey;
  }
  if (!(await isSigned(assertion, keys))) {
    return refusals.wrongSignature;
  }
  const untimely = judgeTimes(claims, ownTimes);
  if (untimely !== undefined) {
    return untimely;
  }
  const { jti = '' } = claims;
  if (![issuer, `${issuer}/protocol/openid-connect/token`].includes(String(claims.aud))) {
    return refusals.wrongAssertionAudience;
  }
  if (registry.usedAssertions.has(jti)) {
    return refusals.assertionReused;
  }
  registry.usedAssertions.add(jti);
  return undefined;
}

/** What Keycloak says against the times of an assertion. */
export function judgeTimes(
  { exp = 0, nbf = 0, iat }: JWTPayload,
  { clockSkewSeconds, maximumAgeSeconds }: AssertionTimes,
): Refusal | undefined {
  const seconds = Date.now() / 1000;
  if (exp <= seconds || nbf > seconds + clockSkewSeconds) {
    return refusals.assertionNotActive;
  }
  if (iat === undefined) {
    return exp > seconds + maximumAgeSeconds ? refusals.assertionTooLong : undefined;
  }
  if (iat > seconds + clockSkewSeconds) {
    return refusals.assertionIssuedLater;
  }
  return seconds > iat + maximumAgeSeconds ? refusals.assertionTooOld : undefined;
}

/** Whether one of the keys signed it. */
export async function isSigned(
  assertion: string,
  keys: readonly PublicJsonWebKey[],
): Promise<boolean> {
  const named = keys.map(({ kty = '', ...rest }) => ({ kty, ...rest }));
  try {
    await compactVerify(assertion, createLocalJWKSet({ keys: named }));
    return true;
  } catch {
    return false;
  }
}

function read<T>(look: () => T): T | undefined {
  try {
    return look();
  } catch {
    return undefined;
  }
}
