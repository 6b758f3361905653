import type { Operation, OperationName } from '@rhdh-boost/kagenti-contract';
import type { CallScope } from './call-scope.ts';
import { KagentiError } from './errors/kagenti-error.ts';

/** Gives access tokens. `KeycloakTokenManager` of `@rhdh-boost/token-manager` is one. */
export interface TokenSource {
  /** A token that is good now, and for `minValidSeconds` where that can be had. */
  getToken(options?: {
    readonly signal?: AbortSignal;
    readonly minValidSeconds?: number;
  }): Promise<string>;
  /** Kagenti refused this token. */
  invalidate(token: string): unknown;
}

/**
 * One source for all operations, or a function from operation to source, so that reading and chatting
 * can run on an account with fewer roles than registering.
 */
export type TokenSources = TokenSource | ((operation: OperationName) => TokenSource);

/**
 * Kagenti hands the bearer on to the agent in chat, and waits for it as long as this: 60 s in `send`,
 * 120 s of silence in `stream`. The token should not run out under the agent's hands.
 */
const chatMinValidSeconds = 120;

/** The source of an operation's tokens; undefined for a public operation, which needs none. */
export function tokenSourceFor(
  operation: Operation,
  tokens: TokenSources,
): TokenSource | undefined {
  if (operation.permission === null) return undefined;
  return typeof tokens === 'function' ? tokens(operation.operation) : tokens;
}

/** A token for one attempt; the source's failure becomes ours, with it as the cause. */
export async function acquireToken(
  operation: Operation,
  source: TokenSource,
  scope: CallScope,
): Promise<string> {
  try {
    return await scope.race(() =>
      source.getToken({
        signal: scope.signal,
        ...(isChat(operation) ? { minValidSeconds: chatMinValidSeconds } : {}),
      }),
    );
  } catch (error) {
    scope.check();
    throw new KagentiError(
      `Kagenti ${operation.operation} failed before anything was sent: no access token could be had (see cause).`,
      {
        code: 'token',
        operation: operation.operation,
        attempts: scope.attempts,
        cause: error,
      },
    );
  }
}

function isChat(operation: Operation): boolean {
  return operation.operation === 'chat.send' || operation.operation === 'chat.stream';
}
