import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { rename, writeFile } from 'node:fs/promises';
import { createSecureServer } from 'node:http2';
import { join, relative as relativePath } from 'node:path';
import { inspect } from 'node:util';
import { TestAuthority } from '@rhdh-boost/test-support/test-authority';
import { Agent } from 'undici';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { json } from '../../test/fixtures/scripted-endpoint.fixture.ts';
import { startSecureEndpoint } from '../../test/fixtures/secure-endpoint.fixture.ts';
import { failureOf, managerFor } from '../../test/fixtures/test-manager.fixture.ts';

let authority: TestAuthority;
beforeAll(async () => {
  authority = await TestAuthority.create();
});
afterAll(() => authority[Symbol.asyncDispose]());

const clientAuthentication = { method: 'tls_client_auth' } as const;

test('the client shows its certificate, and the form has its id alone [client-authentication/Certificate of the client]', async () => {
  await using server = await startSecureEndpoint(authority);
  const files = await authority.issueClient('client', 'O=Boost, CN=first');
  const tls = { caFile: authority.caFile, ...files };
  await using manager = managerFor(server, { clientAuthentication, tls });
  expect(await manager.getToken()).toBe('token-1');
  expect(server.clients).toEqual(['first']);
  expect(server.endpoint.requests[0]?.authorization).toBeUndefined();
  expect(Object.fromEntries(server.endpoint.requests[0]?.form ?? [])).toEqual({
    grant_type: 'client_credentials',
    client_id: 'boost',
  });
});

test("a caller's dispatcher brings its own certificate [client-authentication/Certificate of the client]", async () => {
  await using server = await startSecureEndpoint(authority);
  const files = await authority.issueClient('own', 'CN=of the dispatcher');
  const dispatcher = new Agent({
    connect: {
      ca: readFileSync(authority.caFile),
      cert: readFileSync(files.certificateFile),
      key: readFileSync(files.keyFile),
    },
  });
  await using manager = managerFor(server, { clientAuthentication, dispatcher });
  await manager.getToken();
  expect(server.clients).toEqual(['of the dispatcher']);
  await manager.close();
  expect(dispatcher.destroyed).toBe(false);
  await dispatcher.close();
});

test('certificate and key that were replaced are shown from the next request on [client-authentication/Replaced certificate found]', async () => {
  await using server = await startSecureEndpoint(authority);
  const files = await authority.issueClient('mounted', 'CN=first');
  const tls = { caFile: authority.caFile, ...files };
  await using manager = managerFor(server, { clientAuthentication, tls });
  await manager.getToken();
  const next = await authority.issueClient('next', 'CN=second');
  await rename(next.certificateFile, files.certificateFile);
  manager.clearCache();
  const halfway = await failureOf(manager.getToken());
  expect(halfway).toMatchObject({ code: 'invalid_configuration' });
  expect(halfway.message).toContain('tls.keyFile');
  await rename(next.keyFile, files.keyFile);
  expect(await manager.getToken()).toBe('token-2');
  manager.clearCache();
  await manager.getToken();
  expect(server.clients).toEqual(['first', 'second', 'second']);
});

test('a certificate that is replaced while it is refused is tried in the same call [client-authentication/Replaced certificate found]', async () => {
  await using server = await startSecureEndpoint(authority);
  const files = await authority.issueClient('refused', 'CN=first');
  const next = await authority.issueClient('taken', 'CN=second');
  const tls = { caFile: authority.caFile, ...files };
  const answerOn = server.endpoint.answer;
  server.endpoint.answer = (response, request, count) => {
    void rename(next.certificateFile, files.certificateFile)
      .then(() => rename(next.keyFile, files.keyFile))
      .then(() => json({ error: 'invalid_client' }, 401)(response, request, count));
    server.endpoint.answer = answerOn;
  };
  await using manager = managerFor(server, { clientAuthentication, tls });
  expect(await manager.getToken()).toBe('token-2');
  expect(server.clients).toEqual(['first', 'second']);
});

test('an authority that was replaced is trusted from the next request on [client-authentication/Replaced certificate found]', async () => {
  await using other = await TestAuthority.create();
  await using server = await startSecureEndpoint(other);
  const caFile = join(authority.folder, 'trusted.pem');
  await writeFile(caFile, readFileSync(authority.caFile));
  await using manager = managerFor(server, { tls: { caFile } });
  expect((await failureOf(manager.getToken())).hint).toContain('tls.caFile');
  await writeFile(caFile, readFileSync(other.caFile));
  manager.clearCache();
  expect(await manager.getToken()).toBe('token-1');
});

test.each([
  ['certificateFile', 'is not there', { certificateFile: '/nowhere/c.pem' }, 'ENOENT'],
  ['keyFile', 'is not there', { keyFile: '/nowhere/k.pem' }, 'ENOENT'],
  ['certificateFile', 'holds a key', 'certificate is the key', 'no certificate in it'],
  ['keyFile', 'holds a certificate', 'key is the certificate', 'no private key'],
  ['keyFile', "is another certificate's", 'key is another', 'not the key of the certificate'],
] as const)(
  'a %s that %s is refused by its name [client-authentication/Unusable key or certificate refused]',
  async (option, _what, change, reason) => {
    const right = await authority.issueClient('right', 'CN=right');
    const other = await authority.issueClient('other', 'CN=other');
    const changes = {
      'certificate is the key': { certificateFile: right.keyFile },
      'key is the certificate': { keyFile: right.certificateFile },
      'key is another': { keyFile: other.keyFile },
    };
    const tls = { ...right, ...(typeof change === 'string' ? changes[change] : change) };
    const error = await failureOf(() =>
      managerFor({ tokenEndpoint: 'https://localhost/token' }, { clientAuthentication, tls }),
    );
    expect(error).toMatchObject({ code: 'invalid_configuration' });
    expect(error.message).toContain(`tls.${option} ${tls[option]}`);
    expect(error.message).toContain(reason);
    expect(error.hint).toContain(
      reason === 'ENOENT' ? 'Check that the volume is mounted' : 'Give the path of a PEM file',
    );
    expect(inspect(error)).not.toContain('BEGIN');
  },
);

test.each([
  ['caFile', 'the certificate of the authority'],
  ['certificateFile', "the client's certificate"],
  ['keyFile', "the private key of the client's certificate"],
] as const)(
  'a %s that is the content of a file is refused without being shown [client-authentication/Unusable key or certificate refused]',
  async (option, content) => {
    const right = { caFile: authority.caFile, ...(await authority.issueClient('own', 'CN=own')) };
    const text = readFileSync(right[option], 'utf8');
    const refuse = (given: string) =>
      failureOf(() =>
        managerFor(
          { tokenEndpoint: 'https://localhost/token' },
          { clientAuthentication, tls: { ...right, [option]: given } },
        ),
      );
    const error = await refuse(text);
    expect(error.message).toBe(`tls.${option} contains ${content} itself, not the path of a file`);
    expect(error.hint).toContain('Give the path of a PEM file');
    const body = text.split('\n')[1] ?? '';
    expect(body).not.toBe('');
    expect(inspect(error)).not.toContain(body);

    const relative = await refuse('canary/word');
    expect(relative.message).toBe(`tls.${option} cannot be used (ENOENT)`);
    expect(inspect(relative)).not.toContain('canary');
  },
);

test('a relative path is named when its file is gone later', async () => {
  await using server = await startSecureEndpoint(authority);
  const caFile = join(authority.folder, 'gone.pem');
  await writeFile(caFile, readFileSync(authority.caFile));
  const path = `packages/../${relativePath(process.cwd(), caFile)}`;
  await using manager = managerFor(server, { tls: { caFile: path } });
  await manager.getToken();
  await rename(caFile, `${caFile}.old`);
  manager.clearCache();
  const error = await failureOf(manager.getToken());
  expect(error.message).toBe(`tls.caFile ${path} cannot be used (ENOENT)`);
  expect(error.hint).toContain('Check that the volume is mounted');
});

test('a certificate that the server refuses in the handshake is told at every attempt, also where HTTP/2 is spoken', async () => {
  await using other = await TestAuthority.create();
  const { certificateFile, keyFile } = await authority.issueServer();
  const [cert, key, ca] = [certificateFile, keyFile, authority.caFile].map(file =>
    readFileSync(file, 'utf8'),
  );
  const server = createSecureServer({ cert, key, ca, requestCert: true, allowHTTP1: true });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = { port: 0, ...Object(server.address()) };
  const tls = { caFile: authority.caFile, ...(await other.issueClient('client', 'CN=client')) };
  const tokenEndpoint = `https://127.0.0.1:${port}/token`;
  await using manager = managerFor({ tokenEndpoint }, { clientAuthentication, tls });
  const error = await failureOf(manager.getToken());
  expect(error).toMatchObject({ code: 'network', attempts: [{}, {}, {}] });
  expect(error.hint).toContain('https-trust-store-file');
  server.close();
});

test('a certificate that OpenSSL finds too weak is refused by its option [client-authentication/Unusable key or certificate refused]', async () => {
  await using server = await startSecureEndpoint(authority);
  const files = await authority.issueWeakClient('weak');
  const tls = { caFile: authority.caFile, ...files };
  const error = await failureOf(() => managerFor(server, { clientAuthentication, tls }));
  expect(error).toMatchObject({
    code: 'invalid_configuration',
    message: expect.stringMatching(/certificateFile .*KEY_TOO_SMALL/),
  });
});
