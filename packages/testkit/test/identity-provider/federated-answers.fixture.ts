import {
  type AssertionFields,
  startAssertionIssuer,
} from '../../src/identity-provider/assertion-issuer.ts';
import type { FederatedIdentityProvider } from '../../src/identity-provider/federated-identity-provider.ts';
import type { ServiceAccountClient } from '../../src/identity-provider/service-account-client.ts';
import type { AnswerRow } from './answers.fixture.ts';

/** Issuers that the realm trusts, and `stranger`, which it does not. */
const issuers = {
  kubernetes: await startAssertionIssuer(),
  once: await startAssertionIssuer(),
  again: await startAssertionIssuer(),
  stranger: await startAssertionIssuer(),
};

type Alias = keyof typeof issuers;

const subject = 'system:serviceaccount:boost:backend';

/** The realm's identity providers. */
export const identityProviders: FederatedIdentityProvider[] = [
  { alias: 'kubernetes', kind: 'kubernetes', ...addressOf('kubernetes') },
  { alias: 'once', kind: 'oidc', ...addressOf('once') },
  { alias: 'again', kind: 'oidc', ...addressOf('again'), supportsClientAssertionReuse: true },
];

/** Clients that authenticate with tokens of these. */
export const federatedClients: ServiceAccountClient[] = [
  { clientId: 'federated', ...by('kubernetes', subject) },
  { clientId: 'federated-once', ...by('once', subject) },
  { clientId: 'federated-again', ...by('again', subject) },
  { clientId: 'federated-disabled', ...by('kubernetes', 'disabled'), enabled: false },
  { clientId: 'federated-lost', ...by('nowhere', 'lost') },
];

/** A token of another issuer as a row asks for it; right in all that it leaves out. */
export interface FederatedRequest extends Omit<Partial<AssertionFields>, 'audience' | 'issuer'> {
  /** Who signs it. */
  by: Alias;
  /** Whose `iss` it has; that of the signer by default. */
  from?: Alias;
  /** The realm's issuer by default. */
  audience?: AssertionFields['audience'] | ((issuer: string) => string[]);
}

/** The part of the form that a token of another issuer makes. */
export async function federatedForm(
  tokenEndpoint: string,
  { by: signer, from, audience, ...fields }: FederatedRequest,
): Promise<[name: string, value: string][]> {
  const issuer = tokenEndpoint.replace('/protocol/openid-connect/token', '');
  const assertion = await issuers[signer].issue({
    subject,
    lifetimeSeconds: 250,
    audience: typeof audience === 'function' ? audience(issuer) : (audience ?? issuer),
    ...(from && { issuer: issuers[from].issuer }),
    ...fields,
  });
  return [
    ['client_assertion_type', 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer'],
    ['client_assertion', assertion],
  ];
}

const grant: [string, string] = ['grant_type', 'client_credentials'];
const issued = { status: 200 };
const unknown = {
  status: 401,
  error: 'invalid_client',
  description: 'Invalid client or Invalid client credentials',
};

function refused(description: string) {
  return { status: 400, error: 'invalid_client', description };
}

function row(
  situation: string,
  federated: FederatedRequest,
  answer: Pick<AnswerRow, 'status' | 'error' | 'description'>,
  clientId?: string,
): AnswerRow {
  const form = clientId === undefined ? [grant] : [grant, named(clientId)];
  return {
    situation: `token of another issuer: ${situation}`,
    request: { form, federated },
    ...answer,
  };
}

const tooOld = 'Token was issued too far in the past to be used now';

/** Requests of clients that authenticate with tokens of other issuers. */
export const federatedRows: AnswerRow[] = [
  row('right', { by: 'kubernetes' }, issued),
  row('right, with the client id', { by: 'kubernetes' }, issued, 'federated'),
  row('lives 2 h, used immediately', { by: 'kubernetes', lifetimeSeconds: 7200 }, issued),
  row(
    'lives 2 h, used after 3590 s',
    { by: 'kubernetes', lifetimeSeconds: 7200, ageSeconds: 3590 },
    issued,
  ),
  row(
    'lives 2 h, used after 3660 s',
    { by: 'kubernetes', lifetimeSeconds: 7200, ageSeconds: 3660 },
    refused(tooOld),
  ),
  row(
    'of the kind oidc, used after 310 s',
    { by: 'once', id: 'old', lifetimeSeconds: 600, ageSeconds: 310 },
    refused(tooOld),
  ),
  row('of the kind oidc without jti', { by: 'once' }, refused('Token jti claim is required')),
  row('of the kind oidc with reuse, without jti', { by: 'again' }, issued),
  row('expired', { by: 'kubernetes', ageSeconds: 255 }, refused('Token is not active')),
  row(
    'issued in the future',
    { by: 'kubernetes', ageSeconds: -30 },
    refused('Token was issued in the future'),
  ),
  row(
    'for another audience',
    { by: 'kubernetes', audience: 'https://kubernetes.default.svc' },
    refused('Invalid token audience'),
  ),
  row(
    'for two audiences',
    { by: 'kubernetes', audience: issuer => [issuer, 'https://kubernetes.default.svc'] },
    refused('Multiple audiences not allowed'),
  ),
  row(
    'expired and for another audience',
    { by: 'kubernetes', audience: 'https://other', ageSeconds: 255 },
    refused('Invalid token audience'),
  ),
  row('of an issuer that the realm does not know', { by: 'stranger' }, unknown),
  row('signed by another issuer', { by: 'stranger', from: 'kubernetes' }, unknown),
  row(
    'of another identity provider than the client names',
    { by: 'again', subject: 'disabled' },
    unknown,
  ),
  row(
    'about another subject',
    { by: 'kubernetes', subject: 'system:serviceaccount:boost:other' },
    unknown,
  ),
  row('for a disabled client', { by: 'kubernetes', subject: 'disabled' }, unknown),
  row(
    'for a client whose identity provider does not exist',
    { by: 'kubernetes', subject: 'lost' },
    unknown,
  ),
  row(
    'with the id of another such client',
    { by: 'kubernetes' },
    refused('client_id parameter does not match authenticated client'),
    'federated-once',
  ),
  {
    situation: 'secret of a client with a token of another issuer',
    request: { basic: 'federated:anything', form: [grant] },
    ...unknown,
  },
  {
    situation: 'assertion that such a client signed itself',
    request: { form: [grant], assertion: { clientId: 'federated' } },
    ...unknown,
  },
  row('with the id of no client', { by: 'kubernetes' }, unknown, 'nobody'),
  row(
    'with the id of a client with a secret',
    { by: 'kubernetes' },
    { ...unknown, error: 'unauthorized_client' },
    'boost',
  ),
];

function addressOf(alias: Alias): Pick<FederatedIdentityProvider, 'issuer' | 'jwksUri'> {
  const { issuer, jwksUri } = issuers[alias];
  return { issuer, jwksUri };
}

function by(identityProvider: string, sub: string): Pick<ServiceAccountClient, 'authenticator'> {
  return { authenticator: { method: 'client_assertion', identityProvider, subject: sub } };
}

function named(clientId: string): [string, string] {
  return ['client_id', clientId];
}
