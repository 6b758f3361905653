/**
 * What went wrong with TLS:
 *
 * - `certificate-…`: the server's certificate was not accepted; a retry changes nothing.
 * - `client-certificate-required`: the server wants a certificate of the client. It says so in place of the end of
 *   its handshake, so no request was read (RFC 8446 section 4.4.2.4).
 * - `client-certificate-refused`: the server does not accept the client's certificate, or its absence.
 * - `handshake`: anything else that OpenSSL reports, such as an answer that is not TLS.
 */
export type TlsFailure =
  | 'certificate-expired'
  | 'certificate-not-yet-valid'
  | 'certificate-of-another-name'
  | 'certificate-untrusted'
  | 'client-certificate-required'
  | 'client-certificate-refused'
  | 'handshake';

const named: Readonly<Record<string, TlsFailure>> = {
  CERT_HAS_EXPIRED: 'certificate-expired',
  CERT_NOT_YET_VALID: 'certificate-not-yet-valid',
  ERR_TLS_CERT_ALTNAME_INVALID: 'certificate-of-another-name',
  ERR_SSL_TLSV13_ALERT_CERTIFICATE_REQUIRED: 'client-certificate-required',
};

/** What OpenSSL calls the alerts of the other side, some without the word. Their codes may contain CERT, too. */
const alert = /^ERR_SSL_(?:.*_ALERT_|TLSV1_)/;
/** The alerts of RFC 8446 section 6.2 that are about the certificate that was shown. */
const alertOfCertificate = /CERT|UNKNOWN_CA|DECRYPT_ERROR|ACCESS_DENIED/;
/** OpenSSL's codes of a verification that failed, and Node's of a wrong name. */
const untrusted = /CERT|SELF_SIGNED|UNABLE_TO_(?:GET_ISSUER|VERIFY)|ALTNAME/;

/**
 * Judges the code of an error of Node's TLS.
 *
 * @param code - The error's code: `CERT_HAS_EXPIRED`.
 * @returns Undefined for a code that has nothing to do with TLS.
 */
export function tlsFailure(code: string): TlsFailure | undefined {
  if (Object.hasOwn(named, code)) return named[code];
  if (alert.test(code) && alertOfCertificate.test(code)) return 'client-certificate-refused';
  if (!alert.test(code) && untrusted.test(code)) return 'certificate-untrusted';
  return code.startsWith('ERR_SSL_') || code === 'EPROTO' ? 'handshake' : undefined;
}
