import { expect, test } from 'vitest';
import { connectionFailure, isFinalConnectionFailure } from './connection-failure.ts';

test.each([
  ['CERT_HAS_EXPIRED', /has expired .*needs a new one/],
  ['ERR_TLS_CERT_ALTNAME_INVALID', /another name than that of the base URL/],
  ['DEPTH_ZERO_SELF_SIGNED_CERT', /not trusted .*tls\.caFile/],
  ['SELF_SIGNED_CERT_IN_CHAIN', /not trusted .*tls\.caFile/],
  ['UNABLE_TO_VERIFY_LEAF_SIGNATURE', /not trusted .*tls\.caFile/],
  ['UNABLE_TO_GET_ISSUER_CERT_LOCALLY', /not trusted .*tls\.caFile/],
])('%s says the way out [kagenti-api/TLS failure is explained]', (code, words) => {
  const failure = connectionFailure(
    'agents.list',
    Object.assign(new Error(), { code }),
    { requestSent: false },
    [],
  );

  expect(failure).toMatchObject({
    name: 'KagentiConnectionError',
    reason: code,
    message: expect.stringMatching(words),
  });
  expect(failure.message).toContain(code);
});

test.each([
  ['ERR_SSL_TLSV13_ALERT_CERTIFICATE_REQUIRED', false],
  ['ERR_SSL_SSLV3_ALERT_BAD_CERTIFICATE', true],
  ['ERR_SSL_SSL/TLS_ALERT_CERTIFICATE_EXPIRED', true],
  ['ERR_SSL_TLSV1_ALERT_UNKNOWN_CA', true],
  ['ERR_SSL_TLSV1_CERTIFICATE_UNOBTAINABLE', true],
])(
  '%s is about the certificate of the client [kagenti-api/TLS failure is explained]',
  (code, requestSent) => {
    const raw = Object.assign(new Error(), { code });
    const failure = connectionFailure('agents.list', raw, { requestSent: true }, []);

    expect(failure).toMatchObject({ requestSent, message: expect.stringContaining(code) });
    expect(failure.message).toMatch(/wants a client certificate/);
    expect(failure.message).not.toMatch(/not trusted|tls\.caFile/);
    expect(isFinalConnectionFailure(code)).toBe(true);
  },
);

test.each([
  ['ERR_SSL_WRONG_VERSION_NUMBER', false, 'speak https at the base URL'],
  ['ERR_SSL_NO_PROTOCOLS_AVAILABLE', false, 'version of TLS and with ciphers'],
  ['ERR_SSL_SSL/TLS_ALERT_HANDSHAKE_FAILURE', false, 'before anything was sent'],
  ['ERR_SSL_DECRYPTION_FAILED_OR_BAD_RECORD_MAC', true, 'may have been carried out.'],
])('%s keeps its code [kagenti-api/TLS failure is explained]', (code, requestSent, words) => {
  const raw = Object.assign(new Error(), { code });
  const failure = connectionFailure('agents.list', raw, { requestSent }, []);

  expect(failure).toMatchObject({ reason: code, message: expect.stringContaining(words) });
  expect(failure.message).toContain(code);
  expect(failure.message.includes('client certificate')).toBe(code.endsWith('HANDSHAKE_FAILURE'));
});

test.each([
  [
    { requestSent: false, mayHaveRun: true },
    true,
    / An attempt before it may have been carried out\.$/,
  ],
  [{ requestSent: true, mayHaveRun: true }, true, /\); the request may have been carried out\.$/],
  [
    { requestSent: false, mayHaveRun: false },
    false,
    /nothing was sent, because the backend cannot be reached \(ECONNREFUSED\)\. Check boost\.providers\.kagenti\.baseUrl\.$/,
  ],
])(
  'what was before it is told, too: %j [kagenti-api/Failure of the connection]',
  (way, requestSent, end) => {
    const raw = Object.assign(new Error(), { code: 'ECONNREFUSED' });

    expect(connectionFailure('agents.list', raw, way, [])).toMatchObject({
      requestSent,
      message: expect.stringMatching(end),
    });
  },
);

test.each([
  [
    false,
    'nothing was sent, because the backend cannot be reached (ECONNRESET). Check boost.providers.kagenti.baseUrl.',
  ],
  [true, 'the request may have been carried out.'],
])(
  'a break says whether the request was sent: %s [kagenti-api/Failure of the connection]',
  (requestSent, words) => {
    const raw = Object.assign(new Error(), { code: 'ECONNRESET' });

    expect(connectionFailure('agents.list', raw, { requestSent }, [])).toMatchObject({
      requestSent,
      reason: 'ECONNRESET',
      raw,
      message: expect.stringContaining(words),
    });
  },
);

test.each<[string, unknown, string]>([
  ['an error without a code has its name', new RangeError('of a user'), 'RangeError'],
  ['a code with other signs is none', Object.assign(new Error(), { code: 'a b' }), 'Error'],
  [
    'a code that is too long is none',
    Object.assign(new Error(), { code: 'E'.repeat(61) }),
    'Error',
  ],
  ['a code that is a number is none', Object.assign(new Error(), { code: 7 }), 'Error'],
  ['what is no error has its kind', 'text of a user', 'string'],
])('%s [kagenti-api/Printed error contains no content]', (_what, thrown, reason) => {
  expect(connectionFailure('agents.list', thrown, { requestSent: true }, [])).toMatchObject({
    reason,
  });
});
