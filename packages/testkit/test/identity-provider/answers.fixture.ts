import type { ServiceAccountClient } from '../../src/identity-provider/service-account-client.ts';
import type { AssertionRequest } from './assertion.fixture.ts';
import { signingClients } from './assertion.fixture.ts';
import { assertionRows } from './assertion-answers.fixture.ts';
import {
  type FederatedRequest,
  federatedClients,
  federatedRows,
} from './federated-answers.fixture.ts';
import { introspectionRows } from './introspection-answers.fixture.ts';

/** The clients that the rows ask for. */
export const clients = [
  { clientId: 'boost', clientSecret: 'right-secret', roles: ['rossoctl-operator'] },
  { clientId: 'disabled', clientSecret: 'right-secret', enabled: false },
  { clientId: 'no-service-account', clientSecret: 'right-secret', serviceAccountsEnabled: false },
  { clientId: 'public', publicClient: true },
  // Needs form-encoding (RFC 6749 §2.3.1) in its id and in its secret.
  { clientId: 'bööst:+%', clientSecret: 's:+% ü&=' },
  ...signingClients,
  ...federatedClients,
] satisfies ServiceAccountClient[];

/** A request to an identity provider and the answer that Keycloak 26.7 gives. */
export interface AnswerRow {
  situation: string;
  request: {
    /** Below the server's origin; the token endpoint of the realm `boost` by default. */
    path?: string;
    /** POST by default. */
    method?: string;
    /** The Basic credentials as they stand before Base64. */
    basic?: string;
    /** The form, in order, so that a parameter can come twice. */
    form?: [name: string, value: string][];
    /** A signed assertion to add to the form. */
    assertion?: AssertionRequest;
    /** A token of another issuer to add to the form. */
    federated?: FederatedRequest;
    /** A body that is no form. */
    json?: object;
  };
  status: number;
  /** Missing for a token. */
  error?: string;
  description?: string;
}

const grant: [string, string] = ['grant_type', 'client_credentials'];
const token = '/realms/boost/protocol/openid-connect/token';
const right = 'boost:right-secret';
const badCredentials = 'Invalid client or Invalid client credentials';
const cannotDecode = 'Unexpected error when authenticating client';

function post(clientId: string, clientSecret?: string): [string, string][] {
  const id: [string, string] = ['client_id', clientId];
  return clientSecret === undefined ? [grant, id] : [grant, id, ['client_secret', clientSecret]];
}

/** The table that the embedded identity provider and a real Keycloak are both held to. */
export const answerRows: AnswerRow[] = [
  { situation: 'right, Basic', request: { basic: right, form: [grant] }, status: 200 },
  {
    situation: 'right, in the form',
    request: { form: post('boost', 'right-secret') },
    status: 200,
  },
  {
    situation: 'right, Basic and the form',
    request: { basic: right, form: post('boost', 'right-secret') },
    status: 200,
  },
  {
    situation: 'right, Basic that is form-encoded',
    request: { basic: 'b%C3%B6%C3%B6st%3A%2B%25:s%3A%2B%25+%C3%BC%26%3D', form: [grant] },
    status: 200,
  },
  {
    situation: 'right, special characters in the form',
    request: { form: post('bööst:+%', 's:+% ü&=') },
    status: 200,
  },
  {
    situation: 'a scope that the realm has',
    request: { basic: right, form: [grant, ['scope', 'profile phone']] },
    status: 200,
  },
  {
    situation: 'an audience, which is ignored',
    request: { basic: right, form: [grant, ['audience', 'kagenti']] },
    status: 200,
  },
  {
    situation: 'wrong secret, Basic',
    request: { basic: 'boost:wrong', form: [grant] },
    status: 401,
    error: 'unauthorized_client',
    description: badCredentials,
  },
  {
    situation: 'wrong secret, in the form',
    request: { form: post('boost', 'wrong') },
    status: 401,
    error: 'unauthorized_client',
    description: badCredentials,
  },
  {
    situation: 'wrong secret in the form, right one in Basic',
    request: { basic: right, form: post('boost', 'wrong') },
    status: 401,
    error: 'unauthorized_client',
    description: badCredentials,
  },
  {
    situation: 'no secret',
    request: { form: post('boost') },
    status: 401,
    error: 'unauthorized_client',
    description: badCredentials,
  },
  {
    situation: 'no client',
    request: { form: [grant] },
    status: 401,
    error: 'invalid_client',
    description: badCredentials,
  },
  {
    situation: 'unknown client',
    request: { basic: 'bost:right-secret', form: [grant] },
    status: 401,
    error: 'invalid_client',
    description: badCredentials,
  },
  {
    situation: 'disabled client',
    request: { basic: 'disabled:right-secret', form: [grant] },
    status: 401,
    error: 'invalid_client',
    description: badCredentials,
  },
  {
    situation: 'service accounts off',
    request: { basic: 'no-service-account:right-secret', form: [grant] },
    status: 401,
    error: 'unauthorized_client',
    description: 'Client not enabled to retrieve service account',
  },
  {
    situation: 'service accounts off and a wrong secret',
    request: { basic: 'no-service-account:wrong', form: [grant] },
    status: 401,
    error: 'unauthorized_client',
    description: badCredentials,
  },
  {
    situation: 'public client',
    request: { form: post('public') },
    status: 401,
    error: 'unauthorized_client',
    description: 'Public client not allowed to retrieve service account',
  },
  {
    situation: 'public client with a secret',
    request: { basic: 'public:anything', form: [grant] },
    status: 401,
    error: 'unauthorized_client',
    description: 'Public client not allowed to retrieve service account',
  },
  {
    situation: 'Basic with % not form-encoded',
    request: { basic: 'bööst:+%:s:+% ü&=', form: [grant] },
    status: 400,
    error: 'unauthorized_client',
    description: cannotDecode,
  },
  {
    situation: 'Basic with + not form-encoded',
    request: { basic: 'boost:right+secret', form: [grant] },
    status: 401,
    error: 'unauthorized_client',
    description: badCredentials,
  },
  {
    situation: 'Basic with : in the id not form-encoded',
    request: { basic: 'bo:ost:right-secret', form: [grant] },
    status: 401,
    error: 'invalid_client',
    description: badCredentials,
  },
  {
    situation: 'Basic with an escape that is no UTF-8',
    request: { basic: 'boost:%FF', form: [grant] },
    status: 401,
    error: 'unauthorized_client',
    description: badCredentials,
  },
  {
    situation: 'Basic without a colon',
    request: { basic: 'boost', form: [grant] },
    status: 401,
    error: 'invalid_client',
    description: badCredentials,
  },
  {
    situation: 'unknown scope',
    request: { basic: right, form: [grant, ['scope', 'profile nonsense']] },
    status: 400,
    error: 'invalid_scope',
    description: 'Invalid scopes: profile nonsense',
  },
  {
    situation: 'empty scope',
    request: { basic: right, form: [grant, ['scope', '']] },
    status: 400,
    error: 'invalid_scope',
    description: 'Invalid scopes: ',
  },
  {
    situation: 'another grant',
    request: { basic: right, form: [['grant_type', 'nonsense']] },
    status: 400,
    error: 'unsupported_grant_type',
    description: 'Unsupported grant_type',
  },
  {
    situation: 'a parameter twice',
    request: { basic: right, form: [grant, grant] },
    status: 400,
    error: 'invalid_request',
    description: 'duplicated parameter',
  },
  {
    situation: 'no body',
    request: { basic: right },
    status: 400,
    error: 'invalid_request',
    description: 'Missing form parameter: grant_type',
  },
  {
    situation: 'a JSON body',
    request: { basic: right, json: { grant_type: 'client_credentials' } },
    status: 400,
    error: 'invalid_request',
    description: 'Missing form parameter: grant_type',
  },
  {
    situation: 'no such realm',
    request: { path: token.replace('boost', 'bost'), basic: right, form: [grant] },
    status: 404,
    error: 'Realm does not exist',
  },
  {
    situation: 'the old /auth prefix',
    request: { path: `/auth${token}`, basic: right, form: [grant] },
    status: 404,
    error: 'Unable to find matching target resource method',
  },
  {
    situation: 'POST to a path that does not exist',
    request: { path: `${token}s`, basic: right, form: [grant] },
    status: 405,
    error: 'HTTP 405 Method Not Allowed',
  },
  {
    situation: 'GET of a path that does not exist',
    request: { path: `${token}s`, method: 'GET' },
    status: 404,
    error: 'HTTP 404 Not Found',
  },
  {
    situation: 'POST to the realm',
    request: { path: '/realms/boost', basic: right, form: [grant] },
    status: 405,
    error: 'HTTP 405 Method Not Allowed',
  },
  {
    situation: 'GET to the token endpoint',
    request: { method: 'GET' },
    status: 405,
    error: 'HTTP 405 Method Not Allowed',
  },
  ...assertionRows,
  ...federatedRows,
  ...introspectionRows,
];
