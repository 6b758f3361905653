import { expect, test } from 'vitest';
import { caFile } from '../fixtures/authority-file.fixture.ts';
import { Http2Server, http2Json } from '../fixtures/http2-server.fixture.ts';
import { jane, rejection, testClient } from '../fixtures/test-client.fixture.ts';

const answer: Parameters<typeof Http2Server.start>[0] = response => {
  http2Json(response, { items: [] });
};

test.each([
  ['ciphers', { maxVersion: 'TLSv1.2', ciphers: 'AES128-SHA256' }],
  ['a version', { minVersion: 'TLSv1.1', maxVersion: 'TLSv1.1', ciphers: 'DEFAULT:@SECLEVEL=0' }],
] as const)(
  '%s that the client does not take [kagenti-api/Handshake that fails is told]',
  async (_what, tls) => {
    await using server = await Http2Server.start(answer, tls);
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
