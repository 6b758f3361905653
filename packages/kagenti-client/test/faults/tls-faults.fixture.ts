import { expired, ofAnotherName, selfSigned } from './certificates.fixture.ts';
import { type Fault, type FaultGroup, harmless, unsent } from './fault.fixture.ts';

const certificate = (situation: string, shown: string, code: string): Fault => ({
  situation,
  kind: 'tls',
  certificate: shown,
  calls: unsent(`connection ${code}, not sent`, 1),
});

export const tlsFaults: FaultGroup = {
  heading: 'TLS',
  faults: [
    { situation: 'a certificate of the authority that was given', kind: 'tls', calls: harmless() },
    certificate('a certificate of an unknown authority', selfSigned, 'DEPTH_ZERO_SELF_SIGNED_CERT'),
    certificate('a certificate that has expired', expired, 'CERT_HAS_EXPIRED'),
    certificate('a certificate for another name', ofAnotherName, 'ERR_TLS_CERT_ALTNAME_INVALID'),
    {
      situation: 'a client certificate is wanted, with TLS 1.3',
      kind: 'tls',
      wantsCertificate: 'TLSv1.3',
      calls: unsent('connection ERR_SSL_TLSV13_ALERT_CERTIFICATE_REQUIRED, not sent', 1),
    },
    {
      situation: 'a client certificate is wanted, with TLS 1.2',
      kind: 'tls',
      wantsCertificate: 'TLSv1.2',
      calls: unsent('connection ERR_SSL_SSL/TLS_ALERT_HANDSHAKE_FAILURE, not sent'),
    },
    {
      situation: 'plain text where TLS is expected',
      kind: 'tls',
      onConnection: socket => socket.end('HTTP/1.1 400 Bad Request\r\n\r\n'),
      calls: unsent('connection ERR_SSL_WRONG_VERSION_NUMBER, not sent'),
    },
    {
      situation: 'closed in the handshake',
      kind: 'tls',
      onConnection: socket => socket.once('data', () => socket.destroy()),
      calls: unsent('connection ECONNRESET, not sent'),
    },
  ],
};
