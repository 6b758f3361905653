import { expect, test } from 'vitest';
import { rejectingProvider } from '../../test/fixtures/rejecting-provider.fixture.ts';
import { reset, ScriptedEndpoint } from '../../test/fixtures/scripted-endpoint.fixture.ts';

const clientSecret = 'not-a-word-7f3a';
const provider = rejectingProvider();
const mistake = provider.failureWith;

function endpointWith(from: string, to: string): string {
  return provider.tokenEndpoint.replace(from, to);
}

test('a wrong secret is found in the hint [service-account-tokens/Hint for a rejected client]', async () => {
  const error = await mistake({ clientSecret: 'another-secret' });
  expect(error).toMatchObject({ code: 'rejected', status: 401, oauthError: 'unauthorized_client' });
  expect(error.hint).toContain('refused the secret of the client boost');
  expect(error.hint).not.toMatch(/came from|begins or ends/);
});

test('a wrong secret that was read is told where it came from [service-account-tokens/Hint for a rejected client]', async () => {
  const file = import.meta.filename;
  const fromFile = await mistake({ clientSecret: { file } });
  expect(fromFile.hint).toContain(`It came from the clientSecret file ${file}.`);
  const fromFunction = await mistake({ clientSecret: () => 'another-secret' });
  expect(fromFunction.hint).toContain('It came from the clientSecret function.');
});

test.each([` ${clientSecret}`, `${clientSecret} `, `${clientSecret}\n`, `${clientSecret}\r\n`])(
  'blanks at the ends of the secret %j are told [service-account-tokens/Hint for a rejected client]',
  async padded => {
    for (const source of [padded, () => padded]) {
      const error = await mistake({ clientSecret: source });
      expect(error).toMatchObject({ code: 'rejected', status: 401 });
      expect(error.hint).toContain('begins or ends with a blank or a line break');
    }
  },
);

test.each(['stranger', 'disabled'])(
  'the client %s is found in the hint [service-account-tokens/Hint for a rejected client]',
  async clientId => {
    const error = await mistake({ clientId });
    expect(error).toMatchObject({ code: 'rejected', status: 401, oauthError: 'invalid_client' });
    expect(error.hint).toMatch(new RegExp(`${clientId}.*clientId, the realm.*Enabled`));
  },
);

test('a client without a service account is told where to turn it on [service-account-tokens/Hint for a rejected client]', async () => {
  const error = await mistake({ clientId: 'without-account' });
  expect(error).toMatchObject({ status: 401, oauthError: 'unauthorized_client' });
  expect(error.hint).toContain('turn on Service accounts roles');
});

test('a public client is told to turn on client authentication [service-account-tokens/Hint for a rejected client]', async () => {
  const error = await mistake({ clientId: 'public' });
  expect(error).toMatchObject({ status: 401, oauthError: 'unauthorized_client' });
  expect(error.hint).toContain('turn on Client authentication');
});

test('a realm that does not exist is named [service-account-tokens/Hint for a wrong address]', async () => {
  const error = await mistake({ tokenEndpoint: endpointWith('/realms/boost', '/realms/Boost') });
  expect(error).toMatchObject({ code: 'rejected', status: 404 });
  expect(error.hint).toContain('no realm Boost');
});

test('the prefix of old Keycloaks is to be left out [service-account-tokens/Hint for a wrong address]', async () => {
  const error = await mistake({ tokenEndpoint: endpointWith('/realms', '/auth/realms') });
  expect(error).toMatchObject({ code: 'rejected', status: 404 });
  expect(error.hint).toContain('/auth');
});

test.each([
  ['the page of the realm', () => provider.issuer, 405],
  ['another path', () => `${provider.issuer}/token`, 405],
] as const)(
  '%s is told what a token endpoint looks like [service-account-tokens/Hint for a wrong address]',
  async (_what, tokenEndpoint, status) => {
    const error = await mistake({ tokenEndpoint: tokenEndpoint() });
    expect(error).toMatchObject({ code: 'rejected', status });
    expect(error.hint).toContain('https://HOST/realms/REALM/protocol/openid-connect/token');
    expect(error.message).toContain(`answered ${status}: no token endpoint at this address`);
    expect(error.message).not.toContain('client');
  },
);

test('a scope that the client does not have is named [service-account-tokens/Hint for a rejected client]', async () => {
  const error = await mistake({ scope: 'no-such-scope' });
  expect(error).toMatchObject({ code: 'rejected', status: 400, oauthError: 'invalid_scope' });
  expect(error.hint).toContain('no-such-scope');
});

test('a port where nothing listens is told apart [service-account-tokens/Hint for an unreachable host]', async () => {
  const gone = await ScriptedEndpoint.start();
  await gone[Symbol.asyncDispose]();
  const error = await mistake({ tokenEndpoint: gone.tokenEndpoint });
  expect(error).toMatchObject({ code: 'network', retryable: true, status: undefined });
  expect(error.message).toContain('ECONNREFUSED');
  expect(error.hint).toContain('Nothing listens there');
  expect(error.attempts).toHaveLength(3);
});

test('a name that does not resolve is told apart [service-account-tokens/Hint for an unreachable host]', async () => {
  const tokenEndpoint = 'https://keycloak.invalid/realms/boost/protocol/openid-connect/token';
  const error = await mistake({ tokenEndpoint });
  expect(error.code).toBe('network');
  expect(error.hint).toContain('does not resolve');
});

test('a connection that is cut is told apart [service-account-tokens/Hint for an unreachable host]', async () => {
  await using endpoint = await ScriptedEndpoint.start(reset);
  const error = await mistake({ tokenEndpoint: endpoint.tokenEndpoint });
  expect(error.code).toBe('network');
  expect(error.hint).toContain('was cut');
});

test('https to a port that speaks http is told apart [service-account-tokens/Hint for an unreachable host]', async () => {
  const error = await mistake({ tokenEndpoint: endpointWith('http:', 'https:') });
  expect(error.code).toBe('network');
  expect(error.hint).toContain('does not speak TLS');
});
