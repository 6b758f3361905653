import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { describeAnyServer } from '../../test/fixtures/any-server.fixture.ts';
import { oidcSecret, startOidcProvider } from '../../test/fixtures/oidc-provider.fixture.ts';
import {
  type Answer,
  json,
  ScriptedEndpoint,
  tokens,
} from '../../test/fixtures/scripted-endpoint.fixture.ts';
import { failureOf, managerFor } from '../../test/fixtures/test-manager.fixture.ts';

const clientSecret = 'letters1';

/** What RFC 6749 sections 2.3.1, 4.4 and 5 require of a server, and no more. */
const minimal: Answer = (response, request, count) => {
  const { form, authorization } = request;
  const basic = `Basic ${Buffer.from(`boost:${clientSecret}`).toString('base64')}`;
  const answer = ((): Answer => {
    if (authorization !== basic) return json({ error: 'invalid_client' }, 401);
    const grant = form.get('grant_type');
    if (grant !== 'client_credentials') return json({ error: 'unsupported_grant_type' }, 400);
    return (form.get('scope') ?? 'api') === 'api'
      ? tokens()
      : json({ error: 'invalid_scope' }, 400);
  })();
  answer(response, request, count);
};

let endpoint: ScriptedEndpoint;
let tokenEndpoint: string;
let oidcProvider: Awaited<ReturnType<typeof startOidcProvider>>;
beforeAll(async () => {
  endpoint = await ScriptedEndpoint.start();
  tokenEndpoint = `${endpoint.origin}/oauth2/token`;
  oidcProvider = await startOidcProvider();
});
afterAll(async () => {
  await endpoint[Symbol.asyncDispose]();
  await oidcProvider[Symbol.asyncDispose]();
});

const scopes = { scope: 'api', refusedScope: 'admin' };
describe('oidc-provider', () => {
  describeAnyServer('oidc-provider', () => ({
    tokenEndpoint: oidcProvider.tokenEndpoint,
    clientSecret: oidcSecret,
    ...scopes,
  }));

  test('is found by its issuer', async () => {
    const { issuer } = oidcProvider;
    await using manager = managerFor({ issuer }, { clientSecret: oidcSecret });
    expect((await manager.getToken()).length).toBeGreaterThan(20);
  });

  test('wants DPoP of a client that is bound to it [service-account-tokens/Server that requires DPoP]', async () => {
    await using manager = managerFor(oidcProvider, {
      clientId: 'bound',
      clientSecret: oidcSecret,
    });
    const error = await failureOf(manager.getToken());
    expect(error).toMatchObject({
      code: 'rejected',
      oauthError: 'invalid_grant',
      retryable: false,
    });
    expect(error.hint).toMatch(/DPoP.*is not supported.*tls_client_auth/);
  });
});

describe('a minimal server', () => {
  beforeAll(() => {
    endpoint.answer = minimal;
  });
  describeAnyServer('a minimal server', () => ({ tokenEndpoint, clientSecret, ...scopes }));
});

const good = { access_token: 'token-1', expires_in: 300 };
test.each<[string, Answer, string]>([
  ['a token of type DPoP', json({ ...good, token_type: 'DPoP' }), 'bad_response'],
  ['invalid_dpop_proof', json({ error: 'invalid_dpop_proof' }, 400), 'rejected'],
  ['use_dpop_nonce', json({ error: 'use_dpop_nonce' }, 400), 'rejected'],
])(
  '%s is reported as DPoP, at Keycloak too [service-account-tokens/Server that requires DPoP]',
  async (_what, answer, code) => {
    endpoint.answer = answer;
    for (const address of [tokenEndpoint, endpoint.tokenEndpoint]) {
      const before = endpoint.requests.length;
      await using manager = managerFor({ tokenEndpoint: address });
      const error = await failureOf(manager.getToken());
      expect(error).toMatchObject({ code, retryable: false });
      expect(error.hint).toMatch(/DPoP \(RFC 9449\) is not supported.*tls_client_auth.*RFC 8705/);
      expect(endpoint.requests.length).toBe(before + 1);
    }
  },
);

test.each([
  ['unauthorized_client', 'client_credentials'],
  ['invalid_target', 'resource or audience'],
  ['unsupported_grant_type', 'client_credentials'],
  ['invalid_request', 'client_credentials'],
])('%s of another server is explained as RFC 6749 means it', async (error, part) => {
  endpoint.answer = json({ error }, 400);
  await using manager = managerFor({ tokenEndpoint });
  const { hint } = await failureOf(manager.getToken());
  expect(hint).toContain(part);
  expect(hint).not.toContain('Keycloak');
});

test.each(['access_denied', 'temporarily_unavailable', 'server_error'])(
  '%s shows that the address is right, at Keycloak too',
  async error => {
    endpoint.answer = json({ error }, 403);
    for (const address of [tokenEndpoint, endpoint.tokenEndpoint]) {
      await using manager = managerFor({ tokenEndpoint: address });
      const { hint } = await failureOf(manager.getToken());
      expect(hint).toMatch(new RegExp(`Look for ${error} in the log.*client boost`));
      expect(hint).not.toMatch(/Keycloak|token_endpoint/);
    }
  },
);

test('an error of a wrong address is reported as such', async () => {
  endpoint.answer = json({ error: 'not_found' }, 404);
  await using manager = managerFor({ tokenEndpoint });
  expect((await failureOf(manager.getToken())).hint).toContain('Give as tokenEndpoint');
});

test('a wrong address of another server gets the rule, and the shape of Keycloak as an example', async () => {
  endpoint.answer = response => response.writeHead(404).end('Not Found');
  await using manager = managerFor({ tokenEndpoint });
  const { hint } = await failureOf(manager.getToken());
  expect(hint).toContain("token_endpoint of the server's discovery document");
  expect(hint).toContain('https://HOST/realms/REALM/protocol/openid-connect/token');
});

test('where a wrong secret came from is named for every server', async () => {
  endpoint.answer = minimal;
  await using manager = managerFor({ tokenEndpoint }, { clientSecret: () => 'another-secret' });
  expect((await failureOf(manager.getToken())).hint).toContain(
    'came from the clientSecret function',
  );
});
