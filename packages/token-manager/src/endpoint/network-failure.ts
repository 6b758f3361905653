import { systemErrorCode } from '../system-error-code.ts';
import type { TokenErrorCode } from '../token-error.ts';

/** Why there was no answer. */
export interface NetworkFailure {
  /** `network`, `timeout`, or `invalid_configuration` for a dispatcher that does not fit. */
  readonly code: TokenErrorCode;
  /** The system's or undici's name for it; undefined when it has none. */
  readonly reason: string | undefined;
  /** What to look at. */
  readonly hint: string;
}

const unresolved = 'The host does not resolve: check the name in tokenEndpoint, and DNS.';
const refused =
  'Nothing listens there: check host and port in tokenEndpoint, and that Keycloak runs.';
const cutOff = 'The connection was cut: check Keycloak and what stands before it.';
const noWay = 'No way there: check the network, firewalls and network policies.';
const untrusted =
  "The endpoint's certificate is not trusted: give its authority's PEM file as tls.caFile.";
const noTls =
  'The endpoint does not speak TLS as asked: check https and the port in tokenEndpoint.';
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
  DEPTH_ZERO_SELF_SIGNED_CERT: untrusted,
  SELF_SIGNED_CERT_IN_CHAIN: untrusted,
  UNABLE_TO_GET_ISSUER_CERT: untrusted,
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: untrusted,
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: untrusted,
  CERT_HAS_EXPIRED: "The endpoint's certificate has expired: renew it, and check this clock.",
  CERT_NOT_YET_VALID: "The endpoint's certificate is not valid yet: check this machine's clock.",
  ERR_TLS_CERT_ALTNAME_INVALID:
    "The endpoint's certificate is for another name: check the host in tokenEndpoint.",
  EPROTO: noTls,
  ERR_SSL_WRONG_VERSION_NUMBER: noTls,
  ERR_SSL_PACKET_LENGTH_TOO_LONG: noTls,
  UND_ERR_CLOSED: dispatcherClosed,
  UND_ERR_DESTROYED: dispatcherClosed,
};

const timeouts: ReadonlySet<string> = new Set(['UND_ERR_HEADERS_TIMEOUT', 'UND_ERR_BODY_TIMEOUT']);

/**
 * Judges what the exchange threw, by its code alone: messages, and the raw bytes that undici's parser
 * errors carry, may hold what the server echoed.
 */
export function judgeNetworkFailure(error: unknown): NetworkFailure {
  const reason = codeOf(error);
  if (reason === 'UND_ERR_INVALID_ARG') {
    const hint = 'Give a dispatcher of undici 8, or none.';
    return { code: 'invalid_configuration', reason, hint };
  }
  if (reason !== undefined && timeouts.has(reason)) {
    return { code: 'timeout', reason, hint: cutOff };
  }
  const hint = (reason !== undefined && hints[reason]) || noWay;
  return { code: 'network', reason, hint };
}

/** fetch wraps what happened, and happens on several addresses, in further errors. */
function codeOf(error: unknown): string | undefined {
  let inner = error;
  for (let depth = 0; depth < 5 && inner instanceof Error; depth += 1) {
    const code = systemErrorCode(inner);
    if (code !== undefined) return code;
    inner = inner.cause;
  }
  return undefined;
}
