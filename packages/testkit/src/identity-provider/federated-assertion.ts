import type { JWTPayload } from 'jose';
import { isRecord } from '../is-record.ts';
import { type AssertionTimes, claimsOf, isSigned, judgeTimes } from './client-assertion.ts';
import type { ClientRegistry, ClientState } from './client-registry.ts';
import type { FederatedIdentityProvider } from './federated-identity-provider.ts';
import { type Refusal, refusals } from './keycloak-answer.ts';
import type { PublicJsonWebKey } from './service-account-client.ts';

/** A token of another issuer that a client authenticates with. */
export interface FederatedAssertion {
  /** The token. */
  readonly assertion: string;
  /** What it says, before any of it is believed. */
  readonly claims: JWTPayload;
}

/** What Keycloak allows the kinds of issuers. */
const times: Readonly<Record<FederatedIdentityProvider['kind'], AssertionTimes>> = {
  kubernetes: { clockSkewSeconds: 0, maximumAgeSeconds: 3600 },
  oidc: { clockSkewSeconds: 0, maximumAgeSeconds: 300 },
};

/** The token, unless a client signed it itself, or it is none. */
export function readFederated(assertion: string): FederatedAssertion | undefined {
  const claims = claimsOf(assertion);
  return claims === undefined || claims.iss === claims.sub ? undefined : { assertion, claims };
}

/**
 * Judges a token of another issuer: Keycloak's checks, in its order. Undefined when the realm knows no client for
 * it, or when the form names one with a secret: then that client is judged by other means.
 */
export async function judgeFederated(
  { assertion, claims }: FederatedAssertion,
  clientId: string | undefined,
  { issuer, registry }: { issuer: string; registry: ClientRegistry },
): Promise<{ client: ClientState } | { refusal: Refusal } | undefined> {
  const named = clientId === undefined ? undefined : registry.find(clientId);
  if (named !== undefined && named.authenticator === undefined) {
    return undefined;
  }
  const provider = registry.identityProviders.find(known => known.issuer === claims.iss);
  const client = provider && registry.findFederated(provider.alias, claims.sub ?? '');
  if (provider === undefined || client === undefined) {
    return { refusal: refusals.unknownClient };
  }
  if (clientId !== undefined && clientId !== client.clientId) {
    const refusal = named === undefined ? refusals.unknownClient : refusals.otherClientId;
    return { refusal };
  }
  if (!(await isSigned(assertion, await keysOf(provider)))) {
    return { refusal: refusals.unknownClient };
  }
  const refusal =
    judgeAudience(claims, issuer) ??
    judgeTimes(claims, times[provider.kind]) ??
    judgeReuse(claims, provider, registry);
  return refusal === undefined ? { client } : { refusal };
}

function judgeAudience({ aud }: JWTPayload, issuer: string): Refusal | undefined {
  const audiences = [aud].flat();
  if (!audiences.includes(issuer)) {
    return refusals.wrongAssertionAudience;
  }
  return audiences.length > 1 ? refusals.severalAudiences : undefined;
}

function judgeReuse(
  { jti }: JWTPayload,
  { kind, supportsClientAssertionReuse = false }: FederatedIdentityProvider,
  { usedAssertions }: ClientRegistry,
): Refusal | undefined {
  if (kind === 'kubernetes' || supportsClientAssertionReuse) {
    return undefined;
  }
  if (jti === undefined) {
    return refusals.noAssertionId;
  }
  if (usedAssertions.has(jti)) {
    return refusals.assertionReused;
  }
  usedAssertions.add(jti);
  return undefined;
}

/** Asked each time: a test may replace the keys. None when the issuer does not answer. */
async function keysOf({ jwksUri }: FederatedIdentityProvider): Promise<PublicJsonWebKey[]> {
  try {
    const { keys }: { keys?: unknown } = Object(await (await fetch(jwksUri)).json());
    return Array.isArray(keys) ? keys.filter(isRecord) : [];
  } catch {
    return [];
  }
}
