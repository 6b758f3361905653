import { isError } from '@rhdh-boost/internal/error-name';
import { KagentiConnectionError } from '../errors/connection-error.ts';
import { KagentiHttpError } from '../errors/http-error.ts';
import type { KagentiError } from '../errors/kagenti-error.ts';
import { KagentiTimeoutError } from '../errors/timeout-error.ts';
import { isUnknownPath } from '../errors/unknown-path.ts';
import { isFinalConnectionFailure } from '../sending/connection-failure.ts';
import { couldHaveRun } from '../sending/retry-rule.ts';

/**
 * What the failure of a look means for the wait.
 *
 * - `passing`: it goes on until its deadline.
 * - `lasting`: it continues for a minute, since Kagenti answers so, or nobody can decide, for a while in the course of
 *   things.
 * - `final`: it ends.
 */
export type PollVerdict = 'passing' | 'lasting' | 'final';

/** Of 5xx those that say "never": not implemented, not this version of HTTP. */
const finalServerStatuses: ReadonlySet<number> = new Set([501, 505]);

/**
 * Statuses that say "later". 500 is among them: the backend of November 2026 answers so while Shipwright has
 * not made up its mind about a build (registered `Unknown`), and while Kubernetes is out of its reach. So are
 * the numbers that proxies and CDNs made up for the same (520, 524, 599).
 */
function saysLater(status: number): boolean {
  return status === 429 || (status >= 500 && !finalServerStatuses.has(status));
}

/** Judges the failure of a look, or of the request that makes something of a build at its end. */
export function pollVerdict(error: KagentiError): PollVerdict {
  const verdict = verdictOf(error);
  // It may have been carried out, and is not to be sent on and on, though a second one changes nothing.
  const mayBeMade = isMaking(error) && error.code !== 'token' && couldHaveRun(error);
  return verdict === 'passing' && mayBeMade ? 'lasting' : verdict;
}

function isMaking({ operation }: KagentiError): boolean {
  return operation?.endsWith('.finalize') === true;
}

function verdictOf(error: KagentiError): PollVerdict {
  if (error instanceof KagentiConnectionError) {
    return isFinalConnectionFailure(error.reason) ? 'final' : 'passing';
  }
  if (error instanceof KagentiTimeoutError) return 'passing';
  if (error instanceof KagentiHttpError) return httpVerdict(error);
  // The permission backend restarts, say. The poll was not sent: undecided never means allowed.
  if (error.code === 'permission_undecided') return 'lasting';
  // A token manager says of its failures whether they pass; of another source's nothing is known.
  return error.code === 'token' && isRetryable(error.cause) ? 'passing' : 'final';
}

function httpVerdict(error: KagentiHttpError): PollVerdict {
  const { status } = error;
  if (saysLater(status)) return 'passing';
  // As with a feature flag that is off.
  if (isUnknownPath(error)) return 'final';
  if (status === 404) return 'lasting';
  // Not succeeded yet: somebody started the build again since it was looked at.
  return status === 400 && isMaking(error) ? 'lasting' : 'final';
}

function isRetryable(cause: unknown): boolean {
  return isError(cause) && Reflect.get(cause, 'retryable') === true;
}
