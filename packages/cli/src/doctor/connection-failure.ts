import { nameOf, systemCodeOf } from '@rhdh-boost/internal/error-name';
import { type TlsFailure, tlsFailure } from '@rhdh-boost/internal/tls-failure';

/** Why a connection to a database or a cache failed. */
export interface ConnectionFailure {
  /** `unreachable` may pass by itself; `tls` does not. */
  readonly kind: 'unreachable' | 'tls';
  /** What went wrong with TLS; undefined if it is something else. */
  readonly tls?: TlsFailure;
  /** The end of a sentence: `refused the connection (ECONNREFUSED)`. */
  readonly text: string;
  /** What to do, as sentences. */
  readonly remedy: string;
}

const caRemedy =
  "Give the backend the certificate of the server's authority: NODE_EXTRA_CA_CERTS, or the TLS options of the connection.";

const tlsTexts: Readonly<Record<TlsFailure, readonly [text: string, remedy: string]>> = {
  'certificate-expired': ['has an expired certificate', "Renew the server's certificate."],
  'certificate-not-yet-valid': [
    'has a certificate that is not valid yet',
    'Compare the clocks of this machine and of the server.',
  ],
  'certificate-of-another-name': [
    'has a certificate for another host name',
    'Use the host name of the certificate in the connection, or issue one for this name.',
  ],
  'certificate-untrusted': ['has a certificate from an unknown authority', caRemedy],
  'client-certificate-required': [
    'requires a client certificate',
    'Give the connection a client certificate with its key.',
  ],
  'client-certificate-refused': [
    'rejected the client certificate',
    'Check the client certificate and the authorities that the server accepts.',
  ],
  handshake: [
    'did not complete the TLS handshake',
    'Check whether the server expects TLS on this port.',
  ],
};

const networkTexts: Readonly<Record<string, readonly [text: string, remedy: string]>> = {
  ECONNREFUSED: [
    'refused the connection',
    'Start the server, and check that host and port are right.',
  ],
  ENOTFOUND: [
    'is unknown to DNS',
    'Check the host name. A name of a Kubernetes service resolves only inside the cluster.',
  ],
  EAI_AGAIN: ['could not be looked up in DNS', 'Check the DNS server of this machine.'],
  EHOSTUNREACH: ['cannot be reached', 'Check the host name, the network and its policies.'],
  ECONNRESET: [
    'closed the connection',
    'Check whether the server expects TLS on this port, and what its log says.',
  ],
};

const timeoutText = [
  'did not answer in time',
  'Check that host and port are right, and that no firewall or network policy drops the connection.',
] as const;

/**
 * Describes what Node, OpenSSL or a driver reports, without its message.
 *
 * @returns Undefined for an error that is not about the connection
 */
export function connectionFailure(error: unknown): ConnectionFailure | undefined {
  const code = systemCodeOf(error);
  const failure = code === undefined ? undefined : tlsFailure(code);
  if (failure !== undefined) {
    const [text, remedy] = tlsTexts[failure];
    return { kind: 'tls', tls: failure, text: `${text} (${code})`, remedy };
  }
  const word = code ?? nameOf(error) ?? '';
  const known = Object.hasOwn(networkTexts, word) ? networkTexts[word] : undefined;
  const isTimeout = /timed?_?out/i.test(word);
  const isNetwork = /^(?:E[A-Z]{4,}|SocketClosedUnexpectedlyError)$/.test(word);
  const [text, remedy] =
    known ?? (isTimeout ? timeoutText : isNetwork ? networkTexts['ECONNRESET'] : undefined) ?? [];
  if (text === undefined || remedy === undefined) return undefined;
  return { kind: 'unreachable', text: `${text} (${word})`, remedy };
}
