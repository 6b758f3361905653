import { expect, test } from 'vitest';
import { failureOf, managerFor } from '../../test/fixtures/test-manager.fixture.ts';
import { judgeNetworkFailure } from './network-failure.ts';

function fetchFailed(code: string): Error {
  const cause = Object.assign(new Error('canary-word'), { code });
  return new TypeError('fetch failed', { cause });
}

function judge(error: unknown) {
  return judgeNetworkFailure(error, {
    option: 'tokenEndpoint',
    url: new URL('https://keycloak.example.com'),
    connection: { isProxied: () => false, subject: undefined, caFile: undefined },
  });
}

test.each([
  ['UND_ERR_HEADERS_TIMEOUT', 'timeout'],
  ['UND_ERR_BODY_TIMEOUT', 'timeout'],
  ['UND_ERR_CONNECT_TIMEOUT', 'network'],
  ['CERT_HAS_EXPIRED', 'network'],
  ['HPE_INVALID_STATUS', 'network'],
])(
  'what undici calls %s is %s [service-account-tokens/Hint for an unreachable host]',
  (reason, code) => {
    const failure = judge(fetchFailed(reason));
    expect(failure).toMatchObject({ code, reason });
    expect(failure.hint).not.toBe('');
  },
);

test('what has no code is told as network, and its text is not kept [service-account-tokens/Hint for an unreachable host]', () => {
  for (const error of [new Error('canary-word'), fetchFailed('canary-word'), 'canary-word']) {
    const failure = judge(error);
    expect(failure).toMatchObject({ code: 'network', reason: undefined });
    expect(JSON.stringify(failure)).not.toContain('canary-word');
  }
});

test('a dispatcher that does not take the request is an invalid configuration', () => {
  expect(judge(fetchFailed('UND_ERR_INVALID_ARG'))).toMatchObject({
    code: 'invalid_configuration',
    hint: 'Give a dispatcher of undici 8, or none.',
  });
});

test('a port that fetch blocks is an invalid configuration, not tried again', async () => {
  const tokenEndpoint = 'http://127.0.0.1:9/realms/boost/protocol/openid-connect/token';
  await using manager = managerFor({ tokenEndpoint });

  const error = await failureOf(manager.getToken());

  expect(error).toMatchObject({ code: 'invalid_configuration', retryable: false });
  expect(error.message).toContain('(a blocked port)');
  expect(error.hint).toContain('Give another port in tokenEndpoint');
  expect(error.attempts).toHaveLength(1);
});

test('an alert about the certificate that was shown is told as that', () => {
  const alerts = [
    'ERR_SSL_SSL/TLS_ALERT_CERTIFICATE_UNKNOWN',
    'ERR_SSL_TLSV1_ALERT_UNKNOWN_CA',
    'ERR_SSL_SSL/TLS_ALERT_BAD_CERTIFICATE',
  ];
  for (const alert of alerts) {
    expect(judge(fetchFailed(alert))).toMatchObject({
      code: 'network',
      hint: expect.stringContaining('https-trust-store-file'),
    });
  }
});
