import { isTokenFailure } from '@rhdh-boost/internal/token-error';
import { KagentiError } from '../errors/kagenti-error.ts';
import {
  isTokenSource,
  noTokens,
  type TokenSource,
  type TokenSources,
} from '../options/token-source.ts';
import type { Attempt } from './attempt.ts';
import type { CallScope } from './call-scope.ts';
import type { CalledOperation } from './called-operation.ts';

/**
 * Kagenti hands the bearer on to the agent in chat, and waits for it as long as this: 60 s in `send`,
 * 120 s of silence in `stream`. The token should not run out under the agent's hands.
 */
const chatMinValidSeconds = 120;

/**
 * The source of an operation's tokens; undefined for a public operation and a backend without authentication, which
 * need none. Only for those: what a function returns instead of a source would send the call without a token.
 */
export function tokenSourceFor(
  operation: CalledOperation,
  tokens: TokenSources,
): TokenSource | undefined {
  if (operation.permission === null || tokens === noTokens) return undefined;
  if (typeof tokens !== 'function') return tokens;
  let source: unknown;
  try {
    source = tokens(operation.operation);
  } catch (error) {
    throw noToken(operation, 'the function in tokens failed (see cause)', error);
  }
  if (isTokenSource(source)) return source;
  throw noToken(operation, 'the function in tokens gave no object with getToken and invalidate');
}

/** A token for one attempt; the source's failure becomes ours, with it as the cause. */
export async function acquireToken(
  operation: CalledOperation,
  source: TokenSource,
  scope: CallScope,
): Promise<string> {
  let token: string;
  try {
    token = await scope.race(() =>
      source.getToken({
        signal: scope.signal,
        ...(isChat(operation) ? { minValidSeconds: chatMinValidSeconds } : {}),
      }),
    );
  } catch (error) {
    scope.check();
    throw noToken(operation, `no access token: ${reasonOf(error)}`, error, scope.attempts);
  }
  if (typeof token !== 'string' || !tokenPattern.test(token)) {
    const problem = 'the token source gave something that is no token';
    throw noToken(operation, problem, undefined, scope.attempts);
  }
  return token;
}

/**
 * Tells the source that Kagenti refused a token. A source that fails at that gives the same token
 * again, and then the 401 goes to the caller.
 */
export async function discardToken(
  source: TokenSource,
  token: string,
  scope: CallScope,
): Promise<void> {
  try {
    await scope.race(() => source.invalidate(token));
  } catch {
    scope.check();
  }
}

/** Why the source has no other token, if it can tell; a source of somebody else's may fail at that. */
export function failedRenewalOf(source: TokenSource): unknown {
  try {
    return source.health?.().lastError;
  } catch {
    return undefined;
  }
}

/** The token manager's messages contain no secret; of another source nobody knows. */
function reasonOf(error: unknown): string {
  return isTokenFailure(error)
    ? error.message.replace(/\.$/, '')
    : 'the token source failed (see cause)';
}

/** What may stand in the header: visible ASCII (RFC 6750 section 2.1 allows less). */
const tokenPattern = /^[!-~]+$/;

function noToken(
  operation: CalledOperation,
  problem: string,
  cause?: unknown,
  attempts: readonly Attempt[] = [],
): KagentiError {
  const again = attempts.length === 0 ? '' : ' again';
  return new KagentiError(`Kagenti ${operation.operation} was not sent${again}: ${problem}.`, {
    code: 'token',
    operation: operation.operation,
    attempts,
    cause,
  });
}

function isChat(operation: CalledOperation): boolean {
  return operation.operation === 'chat.send' || operation.operation === 'chat.stream';
}
