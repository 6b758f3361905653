import { X509Certificate } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer as createPlainServer } from 'node:http';
import { createServer, type ServerOptions } from 'node:https';
import { createServer as createTcpServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  authority,
  certificate,
  certificateKey,
  expired,
  ofAnotherName,
  selfSigned,
} from '@rhdh-boost/test-support/certificates';
import { ConnectProxy } from '@rhdh-boost/test-support/connect-proxy';
import { freePort } from '@rhdh-boost/test-support/free-port';
import { TestAuthority } from '@rhdh-boost/test-support/test-authority';
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest';
import { examine } from '../../../test/account-steps.fixture.ts';
import { portOf } from '../../../test/listening.fixture.ts';
import { tlsStep } from './tls.ts';

let folder: string;
let caFile: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'tls-'));
  caFile = join(folder, 'ca.pem');
  writeFileSync(caFile, authority);
});
afterAll(() => rmSync(folder, { recursive: true }));

afterEach(() => {
  vi.unstubAllEnvs();
  vi.useRealTimers();
});

async function secureIssuer(cert: string, options: ServerOptions = {}): Promise<string> {
  const server = createServer({ cert, key: certificateKey, ...options }, (_request, response) => {
    response.end();
  });
  server.on('tlsClientError', () => {});
  return `https://127.0.0.1:${await portOf(server)}/realms/dev`;
}

test('a certificate that is trusted', async () => {
  const auth = { issuer: await secureIssuer(certificate), caFile };
  const { codes, summary, details } = await examine(tlsStep, { auth });
  expect(codes).toEqual([]);
  expect(summary).toMatch(/^Keycloak TLSv1\.\d until 2126-/);
  expect(details).toMatchObject({ servers: [{ certificates: [{ subject: 'CN=good' }] }] });
});

test.each([
  ['of an unknown authority', certificate, undefined, 'certificate_untrusted'],
  ['signed by itself', selfSigned, undefined, 'certificate_untrusted'],
  ['that has expired', expired, 'known', 'certificate_expired'],
  ['for another name', ofAnotherName, 'known', 'certificate_of_another_name'],
])(
  'a certificate %s [doctor/Certificate that is not accepted]',
  async (_what, cert, known, code) => {
    const issuer = await secureIssuer(cert);
    const auth = { issuer, ...(known && { caFile }) };
    const { findings } = await examine(tlsStep, { auth });
    expect(findings).toMatchObject([{ severity: 'error', code }]);
    const { port } = new URL(issuer);
    expect(findings[0]?.commands).toEqual([
      `openssl s_client -connect 127.0.0.1:${port} -servername 127.0.0.1 -showcerts </dev/null`,
    ]);
  },
);

function subjectOf(pem: string): string {
  return new X509Certificate(pem).subject;
}

test('an intermediate certificate that the server does not send', async () => {
  await using root = await TestAuthority.create();
  await using intermediate = await root.issueAuthority();
  const files = await intermediate.issueServer();
  const key = readFileSync(files.keyFile);
  const leaf = readFileSync(files.certificateFile, 'utf8');
  const above = readFileSync(intermediate.caFile, 'utf8');
  const top = readFileSync(root.caFile, 'utf8');
  const companyFile = join(folder, 'company.pem');
  const trust = (...texts: string[]) => writeFileSync(companyFile, texts.join('\n'));
  const issuer = await secureIssuer(leaf, { key });
  const auth = { issuer, caFile: companyFile };

  trust(top);
  const [missing] = (await examine(tlsStep, { auth })).findings;
  expect(missing?.message).toContain(`does not send the certificate of ${subjectOf(above)}`);
  expect(missing?.message).toContain(`boost.kagenti.auth.caFile contains ${subjectOf(top)}.`);
  expect(missing?.remedy).toMatch(/^The server probably leaves out an intermediate certificate/);
  expect(missing?.remedy).toContain('keep what is in the file');

  // The root was replaced, although the remedy was to append to it.
  trust(above);
  const [replaced] = (await examine(tlsStep, { auth })).findings;
  expect(replaced?.message).toContain(`contains ${subjectOf(above)}, but not ${subjectOf(top)}`);
  expect(replaced?.remedy).toMatch(new RegExp(`^Append the PEM certificate of ${subjectOf(top)}`));

  // Both remedies work: append to the file, and send the certificate.
  trust(top, above);
  expect((await examine(tlsStep, { auth })).codes).toEqual([]);
  trust(top);
  const whole = await secureIssuer(`${leaf}\n${above}`, { key });
  expect((await examine(tlsStep, { auth: { issuer: whole, caFile: companyFile } })).codes).toEqual(
    [],
  );

  // Another authority than that of the file, and no file.
  trust(authority);
  const [other] = (await examine(tlsStep, { auth: { issuer: whole, caFile: companyFile } }))
    .findings;
  expect(other?.message).toContain(`does not send the certificate of ${subjectOf(top)}`);
  expect(other?.remedy).toMatch(/^If .* is the root of the server's authority, append/);
  const [unset] = (await examine(tlsStep, { auth: { issuer } })).findings;
  expect(unset?.remedy).toMatch(/up to its root.*already trusted/s);
});

test('a certificate that expires soon is a warning', async () => {
  const auth = { issuer: await secureIssuer(certificate), caFile };
  // OpenSSL has the time of the machine, so the certificate itself is accepted.
  const now = new Date(Date.parse(new X509Certificate(certificate).validTo) - 86_400_000);
  vi.useFakeTimers({ toFake: ['Date'], now });
  const { findings } = await examine(tlsStep, { auth });
  expect(findings).toMatchObject([{ severity: 'warning', code: 'certificate_expires_soon' }]);
  expect(findings[0]?.message).toMatch(/^A certificate of Keycloak .* expires on 2126-/);
});

test('the authority of Kagenti has its own key', async () => {
  const baseUrl = new URL(await secureIssuer(certificate)).origin;
  const auth = { method: 'none' };
  const { findings } = await examine(tlsStep, { auth, kagenti: { baseUrl } });
  expect(findings[0]?.remedy).toContain('boost.providers.kagenti.tls.caFile');
  const kagenti = { baseUrl, tls: { caFile } };
  expect((await examine(tlsStep, { auth, kagenti })).codes).toEqual([]);
});

test('a server that wants a certificate of the client', async () => {
  const issuer = await secureIssuer(certificate, { requestCert: true, ca: authority });
  const { codes } = await examine(tlsStep, { auth: { issuer, caFile } });
  expect(codes).toEqual(['client_certificate_required']);
});

test('https to a port without TLS, and http to one with it', async () => {
  const plain = createPlainServer((_request, response) => response.end());
  const https = { issuer: `https://127.0.0.1:${await portOf(plain)}/realms/dev` };
  const [noTls] = (await examine(tlsStep, { auth: https })).findings;
  expect(noTls?.code).toBe('no_tls');
  // The step realm may have required https, so http is recommended only on a condition.
  expect(noTls?.remedy).toMatch(/^Set .* to the port of https.*unless the realm demands https/);
  const secure = await secureIssuer(certificate);
  const http = { issuer: secure.replace('https:', 'http:') };
  const { findings } = await examine(tlsStep, { auth: http });
  expect(findings).toMatchObject([
    { code: 'https_expected', remedy: 'Write https:// in boost.kagenti.auth.issuer.' },
  ]);
});

test('nothing listens, which may pass [doctor/Server that refuses connections]', async () => {
  const issuer = `http://127.0.0.1:${await freePort()}/realms/dev`;
  const { findings } = await examine(tlsStep, { auth: { issuer } });
  expect(findings).toMatchObject([{ code: 'connection_refused', isTemporary: true }]);
});

test('a server that speaks something else', async () => {
  const other = createTcpServer(socket => socket.on('error', () => {}).end('220 mail\r\n'));
  const auth = { issuer: `http://127.0.0.1:${await portOf(other)}/realms/dev` };
  expect((await examine(tlsStep, { auth })).codes).toEqual(['no_http']);
});

test('http alone has no TLS', async () => {
  const plain = createPlainServer((_request, response) => response.end());
  const auth = { issuer: `http://127.0.0.1:${await portOf(plain)}/realms/dev` };
  expect((await examine(tlsStep, { auth })).skipped).toBe('every address is http');
});

test('connections use the proxy of the environment, which may reject them', async () => {
  await using proxy = await ConnectProxy.start();
  vi.stubEnv('HTTPS_PROXY', proxy.url);
  vi.stubEnv('NO_PROXY', '');
  const issuer = await secureIssuer(certificate);
  expect((await examine(tlsStep, { auth: { issuer, caFile } })).codes).toEqual([]);
  expect(proxy.seen).toEqual([`CONNECT ${new URL(issuer).host}`]);
  proxy.answer = 407;
  expect((await examine(tlsStep, { auth: { issuer, caFile } })).codes).toEqual(['proxy_refused']);
  proxy.answer = 'hang up';
  const { codes, findings } = await examine(tlsStep, { auth: { issuer, caFile } });
  expect(codes).toEqual(['proxy_unreachable']);
  expect(findings[0]?.message).toContain('proxy in HTTPS_PROXY');
});
