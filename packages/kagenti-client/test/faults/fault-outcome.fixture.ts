import { inspect } from 'node:util';
import { KagentiAbortError } from '../../src/errors/abort-error.ts';
import { KagentiConnectionError } from '../../src/errors/connection-error.ts';
import { KagentiContractError } from '../../src/errors/contract-error.ts';
import { KagentiHttpError } from '../../src/errors/http-error.ts';
import { KagentiStreamError } from '../../src/errors/stream-error.ts';
import { KagentiTimeoutError } from '../../src/errors/timeout-error.ts';
import { canaryText, canaryToken } from './answers.fixture.ts';

/** What a caller got, in the words of the table; what is no error of this package is thrown on. */
export function outcomeOf(error: unknown): string {
  if (error instanceof KagentiHttpError) return httpOutcome(error);
  if (error instanceof KagentiConnectionError) {
    // Whether a read or a write finds the reset is up to the machine.
    const reset = error.reason === 'EPIPE' ? 'ECONNRESET' : error.reason;
    // What OpenSSL calls its oldest alerts is up to its version.
    const reason = reset.replace('_SSLV3_ALERT_', '_SSL/TLS_ALERT_');
    return `connection ${reason}${error.requestSent ? '' : ', not sent'}`;
  }
  if (error instanceof KagentiTimeoutError) return `timeout ${error.clock}`;
  if (error instanceof KagentiStreamError) return `stream ${error.reason}`;
  if (error instanceof KagentiContractError) return `contract ${error.issues[0]?.code}`;
  if (error instanceof KagentiAbortError) return 'abort';
  throw error;
}

function httpOutcome({ status, fromAgent, requiredRoles, fields }: KagentiHttpError): string {
  const ofAgent = fromAgent ? ' of the agent' : '';
  const roles = requiredRoles === undefined ? '' : ` for want of ${requiredRoles.join(', ')}`;
  const wrong = fields?.map(({ path, code }) => ` of ${path} ${code}`).join('') ?? '';
  return `http ${status}${ofAgent}${roles}${wrong}`;
}

/** The canaries that an error shows when it is printed. */
export function leaksIn(error: unknown): string[] {
  const shown = [String(error), inspect(error, { depth: 20 }), JSON.stringify(error) ?? ''];
  if (error instanceof Error) shown.push(error.message, error.stack ?? '');
  return [canaryToken, canaryText].filter(canary => shown.some(text => text.includes(canary)));
}
