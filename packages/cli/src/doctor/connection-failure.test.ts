import { expect, test } from 'vitest';
import { connectionFailure } from './connection-failure.ts';

const errorOf = (fields: object) => Object.assign(new Error('canary'), fields);

test.each([
  ['ECONNREFUSED', 'unreachable', 'refused the connection (ECONNREFUSED)'],
  ['ENOTFOUND', 'unreachable', 'is unknown to DNS (ENOTFOUND)'],
  ['ETIMEDOUT', 'unreachable', 'did not answer in time (ETIMEDOUT)'],
  ['EHOSTUNREACH', 'unreachable', 'cannot be reached (EHOSTUNREACH)'],
  ['CERT_HAS_EXPIRED', 'tls', 'has an expired certificate (CERT_HAS_EXPIRED)'],
  [
    'SELF_SIGNED_CERT_IN_CHAIN',
    'tls',
    'has a certificate from an unknown authority (SELF_SIGNED_CERT_IN_CHAIN)',
  ],
])('%s is a failure of the kind %s', (code, kind, text) => {
  const failure = connectionFailure(errorOf({ code }));
  expect(failure).toMatchObject({ kind, text });
  expect(JSON.stringify(failure)).not.toContain('canary');
});

test('errors of a client of Redis are recognized by their names', () => {
  class ConnectionTimeoutError extends Error {}
  class SocketClosedUnexpectedlyError extends Error {}
  expect(connectionFailure(new ConnectionTimeoutError())?.text).toContain('in time');
  expect(connectionFailure(new SocketClosedUnexpectedlyError())?.remedy).toContain('TLS');
});

test.each([new Error('WRONGPASS canary'), errorOf({ code: '28P01' }), 'text', undefined])(
  '%s is no failure of a connection',
  error => {
    expect(connectionFailure(error)).toBeUndefined();
  },
);
