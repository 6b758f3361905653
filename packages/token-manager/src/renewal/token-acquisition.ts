import type { ClientSecretReader } from '../credentials/client-secret.ts';
import {
  type IssuedToken,
  requestToken,
  type TokenRequestContext,
} from '../endpoint/token-request.ts';
import { type TokenAttempt, TokenError, withAttempts } from '../token-error.ts';
import type { Deadline } from './deadline.ts';
import { longestRetryAfterMs, mostAttempts, retryDelayMs } from './retry-policy.ts';

/** What one acquisition needs beside the request's context. */
export interface AcquisitionContext extends TokenRequestContext {
  /** Where the secret comes from. */
  readonly secretReader: ClientSecretReader;
  /** What bounds it, in milliseconds: for the error that says so. */
  readonly timeoutMs: number;
}

/** A token, and what it cost. */
export interface Acquisition {
  /** The token that was issued. */
  readonly issued: IssuedToken;
  /** How many requests were sent for it. */
  readonly requests: number;
}

/**
 * Gets a token: retries what is transient, and tries once more with another secret when the endpoint
 * answers 401 and the secret has changed since it was read.
 *
 * @throws TokenError with all attempts, or the deadline's reason when it passed
 */
export async function acquireToken(
  context: AcquisitionContext,
  firstSecret: string,
  deadline: Deadline,
): Promise<Acquisition> {
  const attempts: TokenAttempt[] = [];
  let secret = firstSecret;
  let secretReadAgain = false;
  let transientFailures = 0;
  let waitedMs = 0;
  for (;;) {
    const startedMs = context.clock.monotonicMs();
    try {
      const issued = await requestToken(context, secret, deadline.signal);
      return { issued, requests: attempts.length + 1 };
    } catch (thrown) {
      const error = deadline.signal.aborted ? passedDeadline(context) : thrown;
      if (!TokenError.isInstance(error)) throw error;
      attempts.push(attemptOf(error, waitedMs, context.clock.monotonicMs() - startedMs));
      const failed = withAttempts(error, attempts);

      if (error.status === 401 && !secretReadAgain) {
        secretReadAgain = true;
        const latest = await readAgain(context, deadline);
        if (latest === undefined || latest === secret) throw failed;
        secret = latest;
        waitedMs = 0;
        continue;
      }
      if (!error.retryable) throw failed;
      transientFailures += 1;
      waitedMs = retryDelayMs(transientFailures, error.retryAfterMs);
      const tooLong = (error.retryAfterMs ?? 0) > longestRetryAfterMs || !deadline.allows(waitedMs);
      if (transientFailures >= mostAttempts || tooLong || deadline.signal.aborted) throw failed;
      await deadline.wait(waitedMs);
    }
  }
}

/** The error for a renewal that its deadline ended. */
export function passedDeadline(context: { timeoutMs: number; endpoint: URL }): TokenError {
  const { timeoutMs, endpoint } = context;
  return new TokenError({
    code: 'timeout',
    message: `No token from ${endpoint.origin} within ${timeoutMs} ms`,
    hint: 'Check that Keycloak answers there and how fast; timeoutMs bounds a whole renewal.',
  });
}

/** A secret that cannot be read again leaves the refusal as it is. */
async function readAgain(
  context: AcquisitionContext,
  deadline: Deadline,
): Promise<string | undefined> {
  return deadline.race(context.secretReader.read()).catch(() => undefined);
}

function attemptOf(error: TokenError, waitedMs: number, durationMs: number): TokenAttempt {
  const { code, status } = error;
  return {
    code,
    ...(status !== undefined && { status }),
    waitedMs: Math.round(waitedMs),
    durationMs: Math.round(durationMs),
  };
}
