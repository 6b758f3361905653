import type { ClientCore } from '../client-core.ts';
import { KagentiHttpError } from '../errors/http-error.ts';
import { KagentiError } from '../errors/kagenti-error.ts';
import { isUnknownPath } from '../errors/unknown-path.ts';
import type { CallScope } from './call-scope.ts';
import { acquireToken, tokenSourceFor } from './call-token.ts';
import type { CalledOperation } from './called-operation.ts';
import { type RefusedToken, replaceToken, stillRefused } from './refused-token.ts';
import { couldHaveRun, mayRepeat, retryDelayMs } from './retry-rule.ts';
import { type AttemptPlan, type AttemptResult, sendAttempt } from './send-attempt.ts';
import { isRefusedToken } from './unauthorized-rule.ts';

/**
 * Sends a request until it is answered or must not be sent again: once more after a refused token,
 * and as often as the retry rule, the caller and the client's budget allow.
 */
export async function exchange<T>(
  core: ClientCore,
  scope: CallScope,
  plan: AttemptPlan<T>,
): Promise<AttemptResult<T>> {
  const { operation, caller } = plan;
  const source = tokenSourceFor(operation, core.tokens);
  let retries = 0;
  let delayMs = 0;
  let mayHaveRun = false;
  let refusal: RefusedToken | undefined;
  for (;;) {
    const token = source === undefined ? undefined : await acquireToken(operation, source, scope);
    if (token !== undefined) core.redactor.learn(token);
    // The source has nothing better: its budget of renewals is spent, or the renewal failed.
    if (source !== undefined && refusal !== undefined && token === refusal.token) {
      throw stillRefused(refusal, source);
    }
    try {
      const result = await sendAttempt(core, scope, plan, { token, delayMs, mayHaveRun });
      core.budgets.earn(caller);
      return result;
    } catch (error) {
      if (!(error instanceof KagentiError)) throw error;
      // What a delete was to remove is gone, and it was this call that removed it.
      if (plan.whenGone !== undefined && mayHaveRun && isMissing(error)) {
        core.budgets.earn(caller);
        return { status: error.status, headers: error.raw.headers, value: plan.whenGone() };
      }
      mayHaveRun ||= couldHaveRun(error);
      if (
        source !== undefined &&
        token !== undefined &&
        refusal === undefined &&
        isRefusedToken(error)
      ) {
        // Neither a retry nor in the budget: a 401 says that the operation did not run.
        refusal = { token, error };
        await replaceToken(core, scope, plan, source, refusal);
        delayMs = 0;
        continue;
      }
      if (retries >= plan.maxRetries || !mayRepeat(operation, error)) throw error;
      const wait = retryDelayMs(error, retries + 1, core.retry);
      // A wait that the call would not outlive only hides what went wrong.
      if (wait === undefined || wait >= scope.remainingMs()) throw error;
      if (!core.budgets.take(caller)) {
        core.diagnostics.debug('A Kagenti call is not tried again: the retry budget is spent.', {
          operation: operation.operation,
        });
        throw error;
      }
      retries += 1;
      tellRetry(core, operation, error, wait);
      delayMs = wait;
      await scope.sleep(wait);
    }
  }
}

function tellRetry(
  { diagnostics }: ClientCore,
  { operation }: CalledOperation,
  { attempts }: KagentiError,
  delayMs: number,
): void {
  if (!diagnostics.isVerbose) return;
  const last = attempts.at(-1);
  diagnostics.debug('A Kagenti call is tried again.', {
    operation,
    after: last?.failure ?? String(last?.status),
    attempt: String(attempts.length + 1),
    delayMs: delayMs.toFixed(0),
  });
}

/** Kagenti's own 404: its words name what is missing. A proxy's has none, and its router's is of the path. */
export function isMissing(error: unknown): error is KagentiHttpError {
  if (!(error instanceof KagentiHttpError) || error.status !== 404) return false;
  return error.detail !== undefined && !isUnknownPath(error);
}
