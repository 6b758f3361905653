import { constants } from 'node:http2';
import { codeOf, isError, nameOf } from '@rhdh-boost/internal/error-name';
import { KagentiConnectionError } from '../errors/connection-error.ts';
import type { KagentiError } from '../errors/kagenti-error.ts';
import { isFinalProxyRefusal, problemOfProxy, proxyRefusal } from '../errors/proxy-failure.ts';
import { KagentiTimeoutError, type TimeoutClock } from '../errors/timeout-error.ts';
import {
  handshakeHint,
  isBeforeHandshakeEnds,
  problemOfCertificate,
} from '../errors/tls-failure.ts';
import type { Attempt } from './attempt.ts';
import type { CalledName } from './called-operation.ts';

/** undici's codes for the clocks that it keeps for us. */
const clocks: Readonly<Record<string, TimeoutClock>> = {
  UND_ERR_CONNECT_TIMEOUT: 'connect',
  UND_ERR_HEADERS_TIMEOUT: 'headers',
  UND_ERR_BODY_TIMEOUT: 'idle',
};

/** The code of a transport's error. */
export function failureCode(error: unknown): string {
  return isError(error) ? (codeOf(error) ?? nameOf(error) ?? 'Error') : typeof error;
}

/** True for a failure of the connection that asking again does not change. */
export function isFinalConnectionFailure(reason: string): boolean {
  return problemOfCertificate(reason) !== undefined || isFinalProxyRefusal(reason);
}

/** How far a request came, and which way it went. */
export interface RequestWay {
  /** Whether any of the request may have been sent. */
  readonly requestSent: boolean;
  /** Whether an attempt before this one may have been carried out. */
  readonly mayHaveRun?: boolean;
  /** Origin that it was meant for. */
  readonly origin?: string;
  /** Whether the environment names a proxy for it. */
  readonly viaProxy?: boolean;
}

/**
 * Makes a typed error of what undici threw.
 *
 * @param operation - Operation that failed.
 * @param error - What undici threw.
 * @param way - How far the request came.
 * @param attempts - Every try, this one included.
 */
export function connectionFailure(
  operation: CalledName,
  error: unknown,
  way: RequestWay,
  attempts: readonly Attempt[],
): KagentiError {
  const code = failureCode(error);
  const requestSent = way.requestSent && !isRefusedStream(error) && !isBeforeHandshakeEnds(code);
  const proxyToo = way.viaProxy === true && !requestSent;
  const clock = clocks[code];
  if (clock !== undefined) {
    // Before the request only the tunnel through a proxy has headers to wait for.
    return new KagentiTimeoutError(proxyToo ? 'connect' : clock, operation, attempts);
  }
  const reason = proxyToo ? (proxyRefusal(error) ?? code) : code;
  const earlier =
    way.mayHaveRun === true && !requestSent
      ? ' An attempt before it may have been carried out.'
      : '';
  return new KagentiConnectionError(
    `Kagenti ${operation} failed: ${problemOf(reason, requestSent, proxyToo, way.origin)}${earlier}`,
    { operation, reason, requestSent: requestSent || way.mayHaveRun === true, raw: error },
    attempts,
  );
}

function problemOf(
  reason: string,
  requestSent: boolean,
  proxyToo: boolean,
  origin = 'the backend',
): string {
  const ofCertificate = problemOfCertificate(reason);
  if (ofCertificate !== undefined) return ofCertificate;
  const ofProxy = problemOfProxy(reason);
  if (ofProxy !== undefined) return `${ofProxy} Nothing was sent.`;
  const broke = `the connection broke (${reason})`;
  if (requestSent) return `${broke}; the request may have been carried out.`;
  if (proxyToo) {
    return `${broke} before anything was sent. The environment names a proxy: check HTTPS_PROXY and NO_PROXY, and that the backend runs at the base URL.`;
  }
  const hint = handshakeHint(reason);
  return hint === undefined
    ? `nothing was sent, because ${origin} cannot be reached (${reason}). Check boost.providers.kagenti.baseUrl.`
    : `${broke} before anything was sent. ${hint}`;
}

/** RFC 9113 section 8.7: a stream that was refused was not processed in any way. */
function isRefusedStream(error: unknown): boolean {
  return (
    isError(error) && Reflect.get(error, 'http2ErrorCode') === constants.NGHTTP2_REFUSED_STREAM
  );
}
