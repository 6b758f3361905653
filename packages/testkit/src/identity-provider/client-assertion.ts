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

/** How far Keycloak lets the clocks differ, in seconds. */
const clockSkewSeconds = 15;

/** How long Keycloak believes an assertion after its `iat`, whatever its `exp` says, in seconds. */
const maximumAgeSeconds = 60;

/** The client that an assertion says it comes from, before any of it is believed. */
export function issuerOf(assertion: string): string | undefined {
  return read(() => decodeJwt(assertion).iss);
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
  const claims = read(() => decodeJwt(assertion));
  if (header === undefined || claims?.sub !== clientId) {
    return refusals.unknownClient;
  }
  if (authenticator.algorithm !== undefined && header.alg !== authenticator.algorithm) {
    return refusals.wrongAlgorithm;
  }
  if (!authenticator.jwks.keys.some(key => header.kid === undefined || key['kid'] === header.kid)) {
    return refusals.noPublicKey;
  }
  if (!(await isSigned(assertion, authenticator.jwks.keys))) {
    return refusals.wrongSignature;
  }
  const untimely = judgeTimes(claims, Date.now() / 1000);
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

function judgeTimes({ exp = 0, nbf = 0, iat }: JWTPayload, seconds: number): Refusal | undefined {
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

async function isSigned(assertion: string, keys: readonly PublicJsonWebKey[]): Promise<boolean> {
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
