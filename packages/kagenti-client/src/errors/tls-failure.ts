/** What OpenSSL calls the alerts of the other side, some without the word. Their codes may have CERT in them, too. */
const alert = /^ERR_SSL_(?:.*_ALERT_|TLSV1_)/;

/** True when the server's certificate was not trusted: asking again changes nothing. */
export function isCertificateFailure(code: string): boolean {
  return !alert.test(code) && /CERT|SELF_SIGNED|UNABLE_TO_(?:GET_ISSUER|VERIFY)|ALTNAME/.test(code);
}

/** True when the server does not take the client's certificate, or that there is none: asking again changes nothing. */
export function isClientCertificateFailure(code: string): boolean {
  return alert.test(code) && /CERT|UNKNOWN_CA/.test(code);
}

/**
 * RFC 8446 section 4.4.2.4: a server says so in place of the end of its handshake, when the client may
 * have written a request already. Node's client takes no request for a certificate after the handshake.
 */
export function isBeforeHandshakeEnds(code: string): boolean {
  return code === 'ERR_SSL_TLSV13_ALERT_CERTIFICATE_REQUIRED';
}

/** What is wrong with a certificate, and the way out: another authority helps only where that is the matter. */
function certificateHint(code: string): string {
  if (code === 'CERT_HAS_EXPIRED') {
    return `the server's certificate has expired (${code}). The server needs a new one.`;
  }
  if (code === 'ERR_TLS_CERT_ALTNAME_INVALID') {
    return `the server's certificate is for another name than that of the base URL (${code}).`;
  }
  return `the server's certificate is not trusted (${code}). Give its authority in tls.caFile (boost.providers.kagenti.tls.caFile).`;
}

/** Only a dispatcher has a certificate: the client's own connections show none. */
const givenByDispatcher =
  'which a dispatcher of your own shows (option dispatcher: new Agent({ connect: { cert, key, ca } }))';

/** What to do about a certificate, the server's or the client's; undefined for other failures. */
export function problemOfCertificate(code: string): string | undefined {
  if (isCertificateFailure(code)) return certificateHint(code);
  return isClientCertificateFailure(code)
    ? `the server ended the TLS handshake (${code}): it wants a client certificate, or another one, ${givenByDispatcher}.`
    : undefined;
}

/** What to look at when TLS did not come about; undefined for other failures. */
export function handshakeHint(code: string): string | undefined {
  if (!code.startsWith('ERR_SSL_')) return undefined;
  const fitting =
    'Does it speak https at the base URL, in a version of TLS and with ciphers that this Node takes?';
  // Before TLS 1.3 there is no alert of its own for a certificate that is missing (RFC 5246 section 7.4.6).
  return code.endsWith('_ALERT_HANDSHAKE_FAILURE')
    ? `${fitting} It may also want a client certificate, ${givenByDispatcher}.`
    : fitting;
}
