import { isError, systemCodeOf } from '@rhdh-boost/internal/error-name';
import { type TlsFailure, tlsFailure } from '@rhdh-boost/internal/tls-failure';
import type { TokenErrorCode } from '../token-error.ts';
import type { TokenExchange } from './token-exchange.ts';

/** Why there was no answer. */
export interface NetworkFailure {
  /** `network`, `timeout`, or `invalid_configuration` for a dispatcher or port that cannot be used. */
  readonly code: TokenErrorCode;
  /** The system's or undici's name for it; undefined when it has none. */
  readonly reason: string | undefined;
  /** What to look at. */
  readonly hint: string;
}

const unresolved = 'The host does not resolve: check the name in OPTION, and DNS.';
const refused = 'Nothing listens there: check host and port in OPTION, and that the server runs.';
const cutOff = 'The connection was cut: check the server and what is in front of it.';
const noWay = 'No way there: check the network, firewalls and network policies.';
const untrusted =
  "The endpoint's certificate is not trusted: give its authority's PEM file as tls.caFile.";
const noTls = 'The endpoint does not speak TLS as asked: check https and the port in OPTION.';
const certificateRefused =
  "The server may have refused the client's certificate: its authority must be one that the server trusts (Keycloak: https-trust-store-file), and it must be valid now.";
const proxyFailed = 'The proxy cannot be used: check HTTPS_PROXY, or name the host in NO_PROXY.';
const dispatcherClosed = 'The dispatcher that was given is closed: close the manager before it.';

const hints: Readonly<Record<string, string>> = {
  ENOTFOUND: unresolved,
  EAI_AGAIN: unresolved,
  ECONNREFUSED: refused,
  ECONNRESET: cutOff,
  EPIPE: cutOff,
  UND_ERR_SOCKET: cutOff,
  ETIMEDOUT: noWay,
  EHOSTUNREACH: noWay,
  ENETUNREACH: noWay,
  UND_ERR_CONNECT_TIMEOUT: noWay,
  UND_ERR_PRX_CONN: proxyFailed,
  UND_ERR_PRX_TLS: proxyFailed,
  UND_ERR_CLOSED: dispatcherClosed,
  UND_ERR_DESTROYED: dispatcherClosed,
};

const tlsHints: Readonly<Record<TlsFailure, string>> = {
  'certificate-untrusted': untrusted,
  'certificate-expired': "The endpoint's certificate has expired: renew it, and check this clock.",
  'certificate-not-yet-valid':
    "The endpoint's certificate is not valid yet: check this machine's clock.",
  'certificate-of-another-name':
    "The endpoint's certificate is for another name: check the host in OPTION.",
  'client-certificate-required':
    'The server wants a certificate of the client: give tls.certificateFile and tls.keyFile.',
  'client-certificate-refused': certificateRefused,
  handshake: noTls,
};

const timeouts: ReadonlySet<string> = new Set(['UND_ERR_HEADERS_TIMEOUT', 'UND_ERR_BODY_TIMEOUT']);

/** undici's own words; of the proxy's answer they have the status alone. */
const proxyAnswer = /^Proxy response \((\d{3})\)/;

/**
 * Judges what the exchange threw, by its code alone: messages, and the raw bytes that undici's parser
 * errors carry, may hold what the server echoed.
 */
export function judgeNetworkFailure(
  error: unknown,
  {
    option,
    url,
    connection,
  }: Pick<TokenExchange, 'option' | 'url'> & {
    readonly connection: Pick<TokenExchange['connection'], 'isProxied' | 'subject' | 'caFile'>;
  },
): NetworkFailure {
  const coded = withCode(error);
  const reason = coded?.code;
  const proxyStatus = proxyAnswer.exec(coded?.message ?? '')?.[1];
  if (proxyStatus !== undefined) return refusedByProxy(proxyStatus);
  if (isBlockedPort(error)) {
    const hint = `Give another port in ${option}: fetch blocks this one, which belongs to another protocol (Fetch standard, port blocking).`;
    return { code: 'invalid_configuration', reason: 'a blocked port', hint };
  }
  if (reason === 'UND_ERR_INVALID_ARG') {
    const hint = 'Give a dispatcher of undici 8, or none.';
    return { code: 'invalid_configuration', reason, hint };
  }
  if (reason !== undefined && timeouts.has(reason)) {
    return { code: 'timeout', reason, hint: cutOff };
  }
  const said = hintOf(reason, connection.caFile).replace('OPTION', option);
  // In TLS 1.3 a server refuses the certificate after the handshake, and undici sees it hang up.
  const certificateToo = said === cutOff && connection.subject !== undefined;
  const hint = certificateToo ? `${cutOff} ${certificateRefused}` : said;
  const proxyToo = ' The environment names a proxy (HTTPS_PROXY, NO_PROXY): check that as well.';
  return { code: 'network', reason, hint: connection.isProxied(url) ? hint + proxyToo : hint };
}

function hintOf(reason: string | undefined, caFile: string | undefined): string {
  if (reason === undefined) return noWay;
  const tls = tlsFailure(reason);
  const hint = tls === undefined ? (hints[reason] ?? noWay) : tlsHints[tls];
  return hint === untrusted && caFile !== undefined ? untrustedBy(caFile) : hint;
}

function untrustedBy(caFile: string): string {
  return `The endpoint's certificate is signed by none of the authorities in tls.caFile ${caFile}, nor by those of Node: put the PEM of its authority there, or have the server send the certificates in between.`;
}

/** Asking again with no other password would get no other answer. */
function refusedByProxy(status: string): NetworkFailure {
  const reason = `proxy answered ${status}`;
  if (status === '407') {
    const hint = 'The proxy wants a user and a password: put them into the URL in HTTPS_PROXY.';
    return { code: 'invalid_configuration', reason, hint };
  }
  const hint =
    "The proxy in HTTPS_PROXY opened no way there: have the endpoint's host allowed there, or name it in NO_PROXY.";
  return { code: 'network', reason, hint };
}

/** undici's own words, and all that it says: the error has no code. */
function isBlockedPort(error: unknown): boolean {
  return isError(error) && isError(error.cause) && error.cause.message === 'bad port';
}

/** fetch wraps what happened, and happens on several addresses, in further errors. */
function withCode(error: unknown): { code: string; message: string } | undefined {
  let inner = error;
  for (let depth = 0; depth < 5 && isError(inner); depth += 1) {
    const code = systemCodeOf(inner);
    if (code !== undefined) return { code, message: inner.message };
    inner = inner.cause;
  }
  return undefined;
}
