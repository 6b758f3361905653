import { expect, test } from 'vitest';
import { tlsFailure } from './tls-failure.ts';

test.each([
  ['CERT_HAS_EXPIRED', 'certificate-expired'],
  ['CERT_NOT_YET_VALID', 'certificate-not-yet-valid'],
  ['ERR_TLS_CERT_ALTNAME_INVALID', 'certificate-of-another-name'],
  ['DEPTH_ZERO_SELF_SIGNED_CERT', 'certificate-untrusted'],
  ['SELF_SIGNED_CERT_IN_CHAIN', 'certificate-untrusted'],
  ['UNABLE_TO_GET_ISSUER_CERT', 'certificate-untrusted'],
  ['UNABLE_TO_GET_ISSUER_CERT_LOCALLY', 'certificate-untrusted'],
  ['UNABLE_TO_VERIFY_LEAF_SIGNATURE', 'certificate-untrusted'],
  ['CERT_SIGNATURE_FAILURE', 'certificate-untrusted'],
  ['CERT_REVOKED', 'certificate-untrusted'],
  ['ERR_SSL_TLSV13_ALERT_CERTIFICATE_REQUIRED', 'client-certificate-required'],
  ['ERR_SSL_SSL/TLS_ALERT_BAD_CERTIFICATE', 'client-certificate-refused'],
  ['ERR_SSL_SSLV3_ALERT_UNSUPPORTED_CERTIFICATE', 'client-certificate-refused'],
  ['ERR_SSL_TLSV1_ALERT_UNKNOWN_CA', 'client-certificate-refused'],
  ['ERR_SSL_TLSV1_ALERT_DECRYPT_ERROR', 'client-certificate-refused'],
  ['ERR_SSL_TLSV1_ALERT_ACCESS_DENIED', 'client-certificate-refused'],
  ['ERR_SSL_TLSV1_CERTIFICATE_UNOBTAINABLE', 'client-certificate-refused'],
  ['ERR_SSL_SSL/TLS_ALERT_HANDSHAKE_FAILURE', 'handshake'],
  ['ERR_SSL_DECRYPTION_FAILED_OR_BAD_RECORD_MAC', 'handshake'],
  ['ERR_SSL_WRONG_VERSION_NUMBER', 'handshake'],
  ['EPROTO', 'handshake'],
  ['ECONNRESET', undefined],
  ['toString', undefined],
  ['', undefined],
])('%s is %s', (code, failure) => {
  expect(tlsFailure(code)).toBe(failure);
});
