import { KagentiHttpError } from '../errors/http-error.ts';
import type { KagentiError } from '../errors/kagenti-error.ts';

/**
 * True when Kagenti refused the account's token, so that another may help. A 401 of the agent, which
 * Kagenti copies in chat, is not that: the account's token was accepted.
 */
export function isRefusedToken(error: KagentiError): boolean {
  return error instanceof KagentiHttpError && error.status === 401 && !error.fromAgent;
}
