import { KagentiConnectionError } from '../errors/connection-error.ts';
import type { KagentiError } from '../errors/kagenti-error.ts';
import { KagentiTimeoutError, type TimeoutClock } from '../errors/timeout-error.ts';
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
  const code: unknown = error instanceof Error ? Reflect.get(error, 'code') : undefined;
  if (typeof code === 'string' && /^\w{1,60}$/.test(code)) return code;
  return error instanceof Error ? error.name : typeof error;
}

/** True when the server's certificate was not trusted: asking again changes nothing. */
export function isCertificateFailure(code: string): boolean {
  return /CERT|SELF_SIGNED|UNABLE_TO_(?:GET_ISSUER|VERIFY)|ALTNAME/.test(code);
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

/**
 * Makes a typed error of what undici threw.
 *
 * @param operation - Operation that failed.
 * @param error - What undici threw.
 * @param requestSent - Whether any of the request may have been sent.
 * @param attempts - Every try, this one included.
 */
export function connectionFailure(
  operation: CalledName,
  error: unknown,
  requestSent: boolean,
  attempts: readonly Attempt[],
): KagentiError {
  const reason = failureCode(error);
  const clock = clocks[reason];
  if (clock !== undefined) return new KagentiTimeoutError(clock, operation, attempts);
  const message = isCertificateFailure(reason)
    ? `Kagenti ${operation} failed: ${certificateHint(reason)}`
    : `Kagenti ${operation} failed: the connection broke (${reason})${
        requestSent
          ? '; the request may have been carried out.'
          : ' before anything was sent. Does the backend run at the base URL?'
      }`;
  return new KagentiConnectionError(
    message,
    { operation, reason, requestSent, raw: error },
    attempts,
  );
}
