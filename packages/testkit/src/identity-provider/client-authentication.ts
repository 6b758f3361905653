import { unescape } from 'node:querystring';
import { assertionType, claimsOf, judgeAssertion } from './client-assertion.ts';
import type { ClientRegistry, ClientState } from './client-registry.ts';
import { type FederatedAssertion, judgeFederated, readFederated } from './federated-assertion.ts';
import { type Refusal, refusals } from './keycloak-answer.ts';
import type { RecordedTokenRequest } from './recorded-token-request.ts';

/** What a request says of the client that sends it, before any of it is believed. */
export interface ClientCredentials {
  readonly clientId?: string;
  readonly clientSecret?: string;
  /** The signed assertion of the form (RFC 7523 section 2.2). */
  readonly assertion?: string;
  /** The token of another issuer in the form. */
  readonly federated?: FederatedAssertion;
  /** How it says so. */
  readonly authentication: RecordedTokenRequest['authentication'];
  /** The Basic credentials are not form-encoded (RFC 6749 §2.3.1) and cannot be decoded. */
  readonly undecodable?: boolean;
}

/** Reads the credentials as Keycloak does: those in the form go before those in the header. */
export function readCredentials(
  authorization: string | undefined,
  form: URLSearchParams,
): ClientCredentials {
  const basic = readBasic(authorization);
  if (basic?.undecodable) {
    return basic;
  }
  const assertion = form.get('client_assertion');
  if (form.get('client_assertion_type') === assertionType && assertion !== null) {
    const federated = readFederated(assertion);
    const named = form.get('client_id');
    const clientId = federated === undefined ? (claimsOf(assertion)?.iss ?? named) : named;
    return {
      authentication: 'assertion',
      assertion,
      ...(federated && { federated }),
      ...(clientId && { clientId }),
    };
  }
  const clientId = form.get('client_id') ?? basic?.clientId;
  const clientSecret = form.get('client_secret') ?? basic?.clientSecret;
  const inForm = form.has('client_secret') ? 'post' : 'none';
  return {
    authentication: basic?.authentication ?? inForm,
    ...(clientId === undefined ? {} : { clientId }),
    ...(clientSecret === undefined ? {} : { clientSecret }),
  };
}

/** The client that the credentials are right for; a public client needs no secret. */
export async function authenticateClient(
  credentials: ClientCredentials,
  registry: ClientRegistry,
  issuer: string,
): Promise<{ client: ClientState } | { refusal: Refusal }> {
  const { clientId, clientSecret, assertion, federated, authentication, undecodable } = credentials;
  if (undecodable) {
    return { refusal: refusals.brokenBasic };
  }
  const judged = federated && (await judgeFederated(federated, clientId, { issuer, registry }));
  if (judged !== undefined) {
    return judged;
  }
  const client = clientId === undefined ? undefined : registry.find(clientId);
  if (!client?.enabled) {
    return { refusal: refusals.unknownClient };
  }
  if (client.authenticator?.method === 'tls_client_auth') {
    // There is no TLS here that could show a certificate.
    const isBasic = authentication === 'basic';
    return { refusal: isBasic ? refusals.noClientId : refusals.unknownClient };
  }
  if (client.authenticator !== undefined) {
    const refusal = await judgeAssertion(assertion, client, { issuer, registry });
    return refusal === undefined ? { client } : { refusal };
  }
  if (!client.publicClient && clientSecret !== client.clientSecret) {
    return { refusal: refusals.wrongSecret };
  }
  return { client };
}

function readBasic(authorization: string | undefined): ClientCredentials | undefined {
  const [, encoded] = /^basic +([A-Za-z0-9+/]+={0,2})$/i.exec(authorization ?? '') ?? [];
  if (encoded === undefined) {
    return undefined;
  }
  const text = Buffer.from(encoded, 'base64').toString('utf8');
  const colon = text.indexOf(':');
  if (colon < 0) {
    return undefined;
  }
  // A `%` that begins no escape makes Keycloak give up; an escape that is no UTF-8 does not.
  if (/%(?![\da-f]{2})/i.test(text)) {
    return { authentication: 'basic', undecodable: true };
  }
  return {
    authentication: 'basic',
    clientId: formDecode(text.slice(0, colon)),
    clientSecret: formDecode(text.slice(colon + 1)),
  };
}

function formDecode(text: string): string {
  return unescape(text.replaceAll('+', ' '));
}
