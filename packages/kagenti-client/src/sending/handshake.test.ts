import tls from 'node:tls';
import { Agent } from 'undici';
import { expect, test, vi } from 'vitest';
import { caFile } from '../../test/fixtures/authority-file.fixture.ts';
import {
  authority,
  certificate,
  certificateKey,
} from '../../test/fixtures/certificates.fixture.ts';
import { Http2Server, http2Json } from '../../test/fixtures/http2-server.fixture.ts';
import {
  jane,
  rejection,
  testClient,
  weatherAgent,
} from '../../test/fixtures/test-client.fixture.ts';

const answer: Parameters<typeof Http2Server.start>[0] = response => {
  http2Json(response, { items: [] });
};

test.each([
  ['ciphers', { maxVersion: 'TLSv1.2', ciphers: 'AES128-SHA256' }],
  ['a version', { minVersion: 'TLSv1.1', maxVersion: 'TLSv1.1', ciphers: 'DEFAULT:@SECLEVEL=0' }],
] as const)(
  '%s that the client does not take [kagenti-api/TLS failure is explained]',
  async (_what, options) => {
    await using server = await Http2Server.start(answer, options);
    await using kagenti = testClient(server.origin, { tls: { caFile } });

    const error = await rejection(kagenti.asUser(jane).agents.list());

    expect(error).toMatchObject({
      name: 'KagentiConnectionError',
      reason: expect.stringMatching(/^ERR_SSL_[\w/]+_ALERT_\w+$/),
      requestSent: false,
      message: expect.stringContaining('version of TLS and with ciphers'),
    });
  },
);

const wantsCertificate = { requestCert: true, rejectUnauthorized: true, ca: authority };

test('a client certificate is wanted, and the log blames no other [kagenti-api/TLS failure is explained]', async () => {
  const lines: unknown[] = [];
  const log = (...line: unknown[]): void => void lines.push(line);
  await using server = await Http2Server.start(answer, wantsCertificate);
  await using kagenti = testClient(server.origin, {
    tls: { caFile },
    logger: { warn: log, info: log },
  });

  const error = await rejection(kagenti.asUser(jane).chat.send({ ...weatherAgent, message: 'hi' }));

  expect(error).toMatchObject({
    name: 'KagentiConnectionError',
    reason: 'ERR_SSL_TLSV13_ALERT_CERTIFICATE_REQUIRED',
    requestSent: false,
    attempts: [{ failure: 'ERR_SSL_TLSV13_ALERT_CERTIFICATE_REQUIRED' }],
    message: expect.stringMatching(/ended the TLS handshake .*client certificate.*dispatcher/),
  });
  expect(error).not.toMatchObject({ message: expect.stringContaining('tls.caFile') });
  expect(lines).toEqual([
    [expect.stringContaining('client certificate'), { operation: 'chat.send' }],
  ]);
  expect(server.requests).toEqual([]);
});

test('before TLS 1.3 it is one of what may be the matter [kagenti-api/TLS failure is explained]', async () => {
  await using server = await Http2Server.start(answer, {
    ...wantsCertificate,
    maxVersion: 'TLSv1.2',
  });
  await using kagenti = testClient(server.origin, { tls: { caFile } });

  const error = await rejection(kagenti.asUser(jane).agents.list());

  expect(error).toMatchObject({
    reason: expect.stringMatching(/_ALERT_HANDSHAKE_FAILURE$/),
    message: expect.stringMatching(/ciphers.*client certificate.*dispatcher/),
  });
});

test('the one that it wants, of a dispatcher [kagenti-api/TLS failure is explained]', async () => {
  await using server = await Http2Server.start(answer, wantsCertificate);
  const connect = { ca: authority, cert: certificate, key: certificateKey };
  const dispatcher = new Agent({ connect });
  await using kagenti = testClient(server.origin, { dispatcher });

  expect(await kagenti.asUser(jane).agents.list()).toEqual({ items: [] });
  await kagenti.close();
  await dispatcher.close();
});

test('the authorities are parsed once, not for each connection', async () => {
  await using server = await Http2Server.start(response => {
    http2Json(response, { items: [] });
    response.stream.session?.close();
  });
  await using kagenti = testClient(server.origin, { tls: { caFile } });
  const parsed = vi.spyOn(tls, 'createSecureContext');

  for (let call = 0; call < 3; call += 1) await kagenti.asUser(jane).agents.list();

  expect([server.connections, parsed.mock.calls.length]).toEqual([3, 0]);
});
