import type { RequestListener, ServerResponse } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import { join } from 'node:path';
import { authority, certificate, certificateKey } from '@rhdh-boost/test-support/certificates';
import { startIdentityProvider } from '@rhdh-boost/testkit';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { examine } from '../../../test/account-steps.fixture.ts';
import { portOf, serve } from '../../../test/listening.fixture.ts';
import { folderWith } from '../../../test/run-boost.fixture.ts';
import { realmStep } from './realm.ts';

let keycloak: Awaited<ReturnType<typeof startIdentityProvider>>;
beforeAll(async () => {
  keycloak = await startIdentityProvider({ realm: 'dev' });
});
afterAll(() => keycloak.stop());

/** Sends text as fast as it is read, until the connection is closed. */
function endless(_request: unknown, response: ServerResponse): void {
  const send = () => {
    while (!response.destroyed && response.write('<p>'.repeat(10_000)));
  };
  response.on('drain', send);
  send();
}

test('a realm by issuer or by token endpoint', async () => {
  const { issuer, tokenEndpoint } = keycloak;
  for (const auth of [{ issuer }, { tokenEndpoint }]) {
    const { codes, summary } = await examine(realmStep, { auth });
    expect({ codes, summary }).toEqual({ codes: [], summary: issuer });
  }
});

test('a realm that does not exist [doctor/Realm that does not exist]', async () => {
  const { findings } = await examine(realmStep, { auth: { issuer: `${keycloak.issuer}X` } });
  expect(findings).toMatchObject([
    { code: 'unknown_realm', commands: ['kcadm.sh get realms --fields realm'] },
  ]);
  expect(findings[0]?.message).toContain('no realm devX');
});

test('the prefix /auth that is too much, with the address without it', async () => {
  const tokenEndpoint = keycloak.tokenEndpoint.replace('/realms', '/auth/realms');
  const { findings } = await examine(realmStep, { auth: { tokenEndpoint } });
  expect(findings).toMatchObject([{ code: 'auth_prefix' }]);
  expect(findings[0]?.remedy).toContain(`to ${keycloak.tokenEndpoint}.`);
});

test('the prefix /auth that is missing', async () => {
  const origin = await serve((request, response) => {
    const isThere = request.url?.startsWith('/auth/realms/dev/') === true;
    response.statusCode = isThere ? 200 : 404;
    response.end(isThere ? JSON.stringify({ token_endpoint: 'x' }) : '');
  });
  const { codes, findings } = await examine(realmStep, {
    auth: { issuer: `${origin}/realms/dev` },
  });
  expect(codes).toEqual(['auth_prefix_missing']);
  expect(findings[0]?.remedy).toContain(`${origin}/auth/realms/dev`);
});

const document = (members: object) =>
  serve((request, response) => {
    const issuer = `http://${request.headers.host}/realms/dev`;
    response.end(JSON.stringify({ issuer, token_endpoint: `${issuer}/token`, ...members }));
  });

test.each([
  'https://user:canary@evil.example',
  `https://evil.example/${'x'.repeat(100_000)}`,
  'javascript:alert(1)',
])('an issuer that is no address is not quoted: %.20s', async issuer => {
  const origin = await document({ issuer, token_endpoint: issuer });
  const { codes, findings, details } = await examine(realmStep, {
    auth: { issuer: `${origin}/realms/dev` },
  });
  expect(codes).toEqual(['other_issuer']);
  expect(JSON.stringify([findings, details])).not.toContain(issuer);
});

test('the document of another issuer', async () => {
  const origin = await document({ issuer: 'https://sso.example.com/realms/dev' });
  const issuer = `${origin}/realms/dev`;
  expect((await examine(realmStep, { auth: { issuer } })).codes).toEqual(['other_issuer']);
  const tokenEndpoint = `${issuer}/protocol/openid-connect/token`;
  expect((await examine(realmStep, { auth: { tokenEndpoint } })).codes).toEqual([]);
  const auth = { tokenEndpoint, method: 'private_key_jwt' };
  expect((await examine(realmStep, { auth })).codes).toEqual(['other_issuer']);
});

test('a method or grant that is not offered', async () => {
  const origin = await document({
    token_endpoint_auth_methods_supported: ['private_key_jwt'],
    grant_types_supported: ['authorization_code'],
  });
  const { codes } = await examine(realmStep, { auth: { issuer: `${origin}/realms/dev` } });
  expect(codes).toEqual(['method_not_offered', 'grant_not_offered']);
});

test.each<[string, RequestListener, string]>([
  ['a login page', (_request, response) => response.end('<html>'), 'no_discovery_document'],
  [
    'a redirect',
    (_request, response) => response.writeHead(302, { location: '/login?canary' }).end(),
    'redirect',
  ],
  ['a gateway', (_request, response) => response.writeHead(503).end(), 'server_error'],
  ['a refusal', (_request, response) => response.writeHead(403).end(), 'forbidden'],
  ['a page without end', endless, 'no_discovery_document'],
])('%s in place of the document', async (_what, listener, code) => {
  const auth = { issuer: `${await serve(listener)}/realms/dev` };
  const examination = await examine(realmStep, { auth });
  expect(examination.codes).toEqual([code]);
  expect(JSON.stringify(examination)).not.toContain('canary');
});

test('a realm that demands https, with the remedies', async () => {
  const body = { error: 'invalid_request', error_description: 'HTTPS required' };
  const origin = await serve((_request, response) => {
    response.writeHead(403, { 'content-type': 'application/json' }).end(JSON.stringify(body));
  });
  const [finding] = (await examine(realmStep, { auth: { issuer: `${origin}/realms/dev` } }))
    .findings;
  expect(finding).toMatchObject({
    code: 'https_required',
    message: expect.stringContaining('answers 403 "HTTPS required"'),
    commands: ["kcadm.sh update realms/dev -s 'sslRequired=external'"],
  });
  expect(finding?.remedy).toMatch(/boost\.kagenti\.auth\.issuer.*port.*caFile.*external/);
});

test('a proxy that ends TLS before a realm that demands https', async () => {
  const server = createTlsServer(
    { cert: certificate, key: certificateKey },
    (_request, response) => {
      response.writeHead(403).end('{"error_description":"HTTPS required"}');
    },
  );
  const caFile = join(folderWith({ 'ca.pem': authority }), 'ca.pem');
  const auth = { issuer: `https://127.0.0.1:${await portOf(server)}/realms/dev`, caFile };
  const [finding] = (await examine(realmStep, { auth })).findings;
  expect(finding).toMatchObject({
    code: 'https_required',
    remedy: expect.stringContaining('X-Forwarded-Proto'),
  });
  expect(finding?.commands).toBeUndefined();
});

test('another server than Keycloak has no realm, and no account needs none', async () => {
  const tokenEndpoint = 'https://login.example.com/oauth2/token';
  expect((await examine(realmStep, { auth: { tokenEndpoint } })).skipped).toMatch(/no realm/);
  expect((await examine(realmStep, { auth: { method: 'none' } })).skipped).toMatch(/none/);
});
