import type { Clock, KeycloakTokenManagerOptions } from '@rhdh-boost/token-manager';
import type { ProtectedApi } from '../protected-api.ts';

/** Where the clients of a scenario get their tokens. */
export interface TokenSource {
  readonly tokenEndpoint: string;
  /** Sends a request there, for clients that take a function for it. */
  readonly fetch: typeof fetch;
  /** A dispatcher that leads there, of the undici that a package uses; none where the network leads there. */
  readonly dispatcherOf?: (packageName: string) => KeycloakTokenManagerOptions['dispatcher'];
  /** The time, for clients that take a clock. */
  readonly clock?: Clock;
}

/** A client for tokens, the project's or a peer's, as its users have it in hand. */
export interface TokenClient {
  /** A token; from the cache while it is good. */
  readonly getToken: () => Promise<string>;
  /** The client's own call for a token, with nothing around it, where that gives something else than the text. */
  readonly ownCall?: () => Promise<unknown>;
  /** Sends one call to an API that may refuse the token, by what the client has for that. Gives the status that the caller sees. */
  readonly call: (api: ProtectedApi) => Promise<number>;
  readonly close?: () => Promise<void> | void;
}

/** A library that keeps tokens of the client credentials grant. */
export interface TokenPeer {
  /** The name of its package. */
  readonly name: string;
  readonly create: (source: TokenSource) => Promise<TokenClient>;
}

/** The account that all clients use. */
export const account = { clientId: 'boost', clientSecret: 'only-for-the-benchmarks' };

/** Loads a peer. By a name that no compiler follows: the peers are installed only to measure, not to check the types. */
// oxlint-disable-next-line typescript/no-explicit-any
export const importPeer = (name: string): Promise<any> => import(name);

/**
 * A call for clients that hand tokens out and nothing more: the caller sends it, and once more after a 401 with the
 * token that it gets when it says, in the client's own words, that the first was refused.
 */
export async function callWithToken(
  api: ProtectedApi,
  getToken: () => Promise<string>,
  getTokenAfterRefusal: (refused: string) => Promise<string>,
): Promise<number> {
  const token = await getToken();
  const status = await api.answer(`Bearer ${token}`);
  return status === 401 ? await api.answer(`Bearer ${await getTokenAfterRefusal(token)}`) : status;
}
