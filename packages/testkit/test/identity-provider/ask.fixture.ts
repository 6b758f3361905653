import type { IdentityProvider } from '../../src/identity-provider/identity-provider.ts';
import type { AnswerRow } from './answers.fixture.ts';
import { assertionForm } from './assertion.fixture.ts';
import { federatedForm } from './federated-answers.fixture.ts';

/** What an identity provider answered. */
export interface Answer {
  status: number;
  headers: Headers;
  body: Record<string, unknown>;
}

/** Sends a row's request. */
export async function ask(
  { tokenEndpoint }: Pick<IdentityProvider, 'tokenEndpoint'>,
  { path, method = 'POST', basic, form, assertion, federated, json }: AnswerRow['request'],
): Promise<Answer> {
  const headers = new Headers();
  if (basic !== undefined) {
    headers.set('authorization', `Basic ${Buffer.from(basic).toString('base64')}`);
  }
  if (json) {
    headers.set('content-type', 'application/json');
  }
  const url = path === undefined ? tokenEndpoint : new URL(path, tokenEndpoint);
  const signed = assertion ? await assertionForm(tokenEndpoint, assertion) : [];
  const foreign = federated ? await federatedForm(tokenEndpoint, federated) : [];
  const body = json
    ? JSON.stringify(json)
    : form && new URLSearchParams([...form, ...signed, ...foreign]);
  const response = await fetch(url, { method, headers, ...(body && { body }) });
  const answer: unknown = await response.json();
  return { status: response.status, headers: response.headers, body: { ...Object(answer) } };
}

/** Gets a token with a client's credentials in the form. */
export async function getToken(
  identityProvider: Pick<IdentityProvider, 'tokenEndpoint' | 'clients'>,
  clientId = 'boost',
): Promise<string> {
  const client = identityProvider.clients.find(known => known.clientId === clientId);
  const { status, body } = await ask(identityProvider, {
    form: [
      ['grant_type', 'client_credentials'],
      ['client_id', clientId],
      ['client_secret', client?.clientSecret ?? ''],
    ],
  });
  if (status !== 200) {
    throw new Error(`No token for ${clientId}: ${status} ${String(body['error'])}`);
  }
  return String(body['access_token']);
}

/** Introspects a token as a client; as 'boost' by default. */
export async function introspect(
  identityProvider: Pick<IdentityProvider, 'introspectionEndpoint' | 'tokenEndpoint' | 'clients'>,
  token: string,
  clientId = 'boost',
): Promise<Record<string, unknown>> {
  const client = identityProvider.clients.find(known => known.clientId === clientId);
  const { body } = await ask(identityProvider, {
    path: identityProvider.introspectionEndpoint,
    form: [
      ['client_id', clientId],
      ['client_secret', client?.clientSecret ?? ''],
      ['token', token],
    ],
  });
  return body;
}
