import type { IncomingMessage, ServerResponse } from 'node:http';
import { authenticateClient, readCredentials } from './client-authentication.ts';
import type { ClientRegistry, ClientState } from './client-registry.ts';
import { answerJson, type Refusal, refusals, refuse } from './keycloak-answer.ts';
import { readForm } from './read-form.ts';

/**
 * Answers introspection (RFC 7662) as Keycloak does.
 *
 * @param liveClaims The claims of a token that is good; undefined of any other.
 */
export async function handleIntrospection(
  request: IncomingMessage,
  response: ServerResponse,
  {
    issuer,
    registry,
    liveClaims,
  }: {
    issuer: string;
    registry: ClientRegistry;
    liveClaims: (token: string) => Promise<Record<string, unknown> | undefined>;
  },
): Promise<void> {
  const form = await readForm(request);
  const authenticated = await authenticate(request, form, { issuer, registry });
  if ('refusal' in authenticated) {
    refuse(response, authenticated.refusal);
    return;
  }
  const token = form.get('token');
  if (token === null) {
    refuse(response, refusals.noToken);
    return;
  }
  const claims = await liveClaims(token);
  // Keycloak tells a client only of tokens that are meant for it.
  const isMeant = claims && [claims['aud']].flat().includes(authenticated.client.clientId);
  answerJson(response, 200, isMeant ? described(claims) : { active: false }, {
    'cache-control': 'no-cache',
  });
}

async function authenticate(
  request: IncomingMessage,
  form: URLSearchParams,
  { issuer, registry }: { issuer: string; registry: ClientRegistry },
): Promise<{ client: ClientState } | { refusal: Refusal }> {
  const credentials = readCredentials(request.headers.authorization, form);
  const authenticated = await authenticateClient(credentials, registry, issuer);
  if ('refusal' in authenticated) {
    return authenticated.refusal === refusals.wrongSecret
      ? { refusal: refusals.wrongSecretAtIntrospection }
      : authenticated;
  }
  return authenticated.client.publicClient
    ? { refusal: refusals.publicClientAtIntrospection }
    : authenticated;
}

function described(claims: Record<string, unknown>): object {
  return {
    ...claims,
    client_id: claims['azp'],
    username: claims['preferred_username'],
    token_type: 'Bearer',
    active: true,
  };
}
