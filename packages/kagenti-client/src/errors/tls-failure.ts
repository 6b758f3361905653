import { type TlsFailure, tlsFailure } from '@rhdh-boost/internal/tls-failure';

/** True when the server's certificate was not trusted: asking again changes nothing. */
export function isCertificateFailure(code: string): boolean {
  return tlsFailure(code)?.startsWith('certificate-') === true;
}

/** True when the server does not take the client's certificate, or that there is none: asking again changes nothing. */
export function isClientCertificateFailure(code: string): boolean {
  return tlsFailure(code)?.startsWith('client-certificate-') === true;
}

/**
 * True when the server ended the handshake after the client may have written a request already. Node's client
 * takes no request for a certificate after the handshake.
 */
export function isBeforeHandshakeEnds(code: string): boolean {
  return tlsFailure(code) === 'client-certificate-required';
}

/** Only a dispatcher has a certificate: the client's own connections show none. */
const givenByDispatcher =
  'which a dispatcher of your own shows (option dispatcher: new Agent({ connect: { cert, key, ca } }))';

const clientCertificate = (code: string): string =>
  `the server ended the TLS handshake (${code}): it wants a client certificate, or another one, ${givenByDispatcher}.`;

/** What is wrong with a certificate, and the remedy: another authority helps only where that is the cause. */
const problems: Readonly<Record<Exclude<TlsFailure, 'handshake'>, (code: string) => string>> = {
  'certificate-expired': code =>
    `the server's certificate has expired (${code}). The server needs a new one.`,
  'certificate-not-yet-valid': code =>
    `the server's certificate is not valid yet (${code}). Check the clock of this machine and that of the server.`,
  'certificate-of-another-name': code =>
    `the server's certificate is for another name than that of the base URL (${code}).`,
  'certificate-untrusted': code =>
    `the server's certificate is not trusted (${code}). Give its authority in tls.caFile (boost.providers.kagenti.tls.caFile).`,
  'client-certificate-required': clientCertificate,
  'client-certificate-refused': clientCertificate,
};

/** What to do about a certificate, the server's or the client's; undefined for other failures. */
export function problemOfCertificate(code: string): string | undefined {
  const failure = tlsFailure(code);
  return failure === undefined || failure === 'handshake' ? undefined : problems[failure](code);
}

/** What to look at when TLS did not come about; undefined for other failures. */
export function handshakeHint(code: string): string | undefined {
  if (tlsFailure(code) !== 'handshake') return undefined;
  const fitting =
    'Does it speak https at the base URL, in a version of TLS and with ciphers that this Node takes?';
  // Before TLS 1.3 there is no alert of its own for a certificate that is missing (RFC 5246 section 7.4.6).
  return code.endsWith('_ALERT_HANDSHAKE_FAILURE')
    ? `${fitting} It may also want a client certificate, ${givenByDispatcher}.`
    : fitting;
}
