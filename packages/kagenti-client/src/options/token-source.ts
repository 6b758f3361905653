import { hasMethods } from '../has-methods.ts';
import type { CalledName } from '../sending/called-operation.ts';

/** What a {@link TokenSource} knows of failures. */
export interface TokenSourceHealth {
  /**
   * Why the last renewal failed; missing after one that succeeded. It becomes the `cause` of a 401 that stays because
   * `getToken` gave the refused token again.
   */
  readonly lastError?: unknown;
}

/** Gives access tokens. `KeycloakTokenManager` of `@rhdh-boost/token-manager` is one. */
export interface TokenSource {
  /** A token that is good now, and for `minValidSeconds` where that can be had. */
  getToken(options?: {
    readonly signal?: AbortSignal;
    readonly minValidSeconds?: number;
    readonly forceRefresh?: boolean;
  }): Promise<string>;
  /**
   * Whether `getToken({ forceRefresh: true })` fetches a new token, which later calls return too. The client asks for
   * one when an agent rejects the token in hand, and leaves that token in use.
   *
   * @defaultValue `false`: after an agent's 401 no new token is fetched, and the error reports it.
   */
  readonly canForceRefresh?: boolean;
  /** Kagenti refused this token. */
  invalidate(token: string): unknown;
  /** What is known of failures, if the source can tell. Default: a 401 that stays has no `cause`. */
  health?(): TokenSourceHealth;
}

/**
 * One source for all operations, or a function from operation to source, so that reading and chatting
 * can run on an account with fewer roles than registering. A path that the contract does not have is
 * `request` to it.
 */
export type TokenSources = TokenSource | ((operation: CalledName) => TokenSource);

/** In place of a source, for a backend without authentication: calls are sent without a token. */
export const noTokens: TokenSource = {
  getToken: async () => '',
  invalidate: () => undefined,
};

/** Whether it gives tokens and takes them back. */
export function isTokenSource(given: unknown): given is TokenSource {
  return hasMethods(given, 'getToken', 'invalidate');
}
