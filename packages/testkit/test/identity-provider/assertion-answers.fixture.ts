import type { AnswerRow } from './answers.fixture.ts';
import type { AssertionRequest } from './assertion.fixture.ts';

const grant: [string, string] = ['grant_type', 'client_credentials'];
const badCredentials = 'Invalid client or Invalid client credentials';

function row(
  situation: string,
  assertion: AssertionRequest,
  answer: Pick<AnswerRow, 'status' | 'error' | 'description'>,
): AnswerRow {
  return { situation, request: { form: [grant], assertion }, ...answer };
}

function refused(description: string) {
  return { status: 400, error: 'invalid_client', description };
}

/** Requests with signed assertions, and requests of clients that authenticate in another way than they should. */
export const assertionRows: AnswerRow[] = [
  row('right, assertion', { clientId: 'signed' }, { status: 200 }),
  row('right, assertion with key id', { clientId: 'signed', keyId: 'first' }, { status: 200 }),
  row(
    'assertion for the token endpoint',
    { clientId: 'signed', audience: 'token' },
    { status: 200 },
  ),
  row(
    'assertion signed with another key',
    { clientId: 'signed', wrongKey: true },
    refused(
      'Client authentication with signed JWT failed: Signature on JWT token failed validation',
    ),
  ),
  row(
    'assertion with another key id',
    { clientId: 'signed', keyId: 'second' },
    refused('Unable to load public key'),
  ),
  row(
    'assertion of a client whose key has no use',
    { clientId: 'signed-without-use' },
    refused('Unable to load public key'),
  ),
  row(
    'assertion by another algorithm',
    { clientId: 'signed-otherwise' },
    refused('Invalid signature algorithm'),
  ),
  row(
    'assertion for another issuer',
    { clientId: 'signed', audience: 'https://elsewhere.example/realms/boost' },
    refused('Invalid token audience'),
  ),
  row(
    'assertion that has ended',
    { clientId: 'signed', endsIn: -30 },
    refused('Token is not active'),
  ),
  row(
    'assertion issued more than a minute ago',
    { clientId: 'signed', issuedIn: -90 },
    refused('Token was issued too far in the past to be used now'),
  ),
  row(
    'assertion issued in the future',
    { clientId: 'signed', issuedIn: 60, endsIn: 120 },
    refused('Token was issued in the future'),
  ),
  row('assertion that lives an hour', { clientId: 'signed', endsIn: 3600 }, { status: 200 }),
  row(
    'assertion that lives an hour and does not say since when',
    { clientId: 'signed', issuedIn: 'never', endsIn: 3600 },
    refused('Token expiration is too far in the future and iat claim not present in token'),
  ),
  row(
    'assertion of an unknown client',
    { clientId: 'stranger' },
    { status: 401, error: 'invalid_client', description: badCredentials },
  ),
  row(
    'assertion of a client with a secret',
    { clientId: 'boost' },
    { status: 401, error: 'unauthorized_client', description: badCredentials },
  ),
  {
    situation: 'secret of a client with an assertion',
    request: { basic: 'signed:anything', form: [grant] },
    ...refused('Parameter client_assertion_type is missing'),
  },
  {
    situation: 'secret of a client with a certificate',
    request: { basic: 'certified:anything', form: [grant] },
    ...refused('Missing client_id parameter'),
  },
  {
    situation: 'client with a certificate that shows none',
    request: { form: [grant, ['client_id', 'certified']] },
    status: 401,
    error: 'invalid_client',
    description: badCredentials,
  },
];
