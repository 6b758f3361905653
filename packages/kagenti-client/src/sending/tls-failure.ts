/** True when the server's certificate was not trusted: asking again changes nothing. */
export function isCertificateFailure(code: string): boolean {
  return /CERT|SELF_SIGNED|UNABLE_TO_(?:GET_ISSUER|VERIFY)|ALTNAME/.test(code);
}

/** What is wrong with a certificate, and the way out: another authority helps only where that is the matter. */
export function certificateHint(code: string): string {
  if (code === 'CERT_HAS_EXPIRED') {
    return `the server's certificate has expired (${code}). The server needs a new one.`;
  }
  if (code === 'ERR_TLS_CERT_ALTNAME_INVALID') {
    return `the server's certificate is for another name than that of the base URL (${code}).`;
  }
  return `the server's certificate is not trusted (${code}). Give its authority in tls.caFile (boost.providers.kagenti.tls.caFile).`;
}

/** What to look at when TLS did not come about; undefined for other failures. */
export function handshakeHint(code: string): string | undefined {
  return code.startsWith('ERR_SSL_')
    ? 'Does it speak https at the base URL, in a version of TLS and with ciphers that this Node takes?'
    : undefined;
}
