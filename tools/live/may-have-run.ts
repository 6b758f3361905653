import { KagentiConnectionError, KagentiHttpError } from '@rhdh-boost/kagenti-client';

/** Whether a call that failed so may have been done, or still be done, by the server. */
export function mayHaveRun(error: unknown): boolean {
  if (error instanceof KagentiHttpError) return error.status >= 500 || error.status === 408;
  if (error instanceof KagentiConnectionError) return error.requestSent;
  return true;
}
