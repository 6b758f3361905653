import { issuerOf } from '@rhdh-boost/internal/credential-url';
import type { EndpointConnection } from './endpoint-connections.ts';
import type { ServerOption, TokenRequestContext } from './token-exchange.ts';

/** The identity provider as a token request needs it. */
export interface FoundServer {
  /** Its issuer, which assertions are meant for. */
  readonly issuer: string;
  /** Its token endpoint, found safe. */
  readonly tokenEndpoint: URL;
}

/** Where a token request goes. */
export interface ServerSource {
  /** The option that says so. */
  readonly option: ServerOption;
  /** What that option holds. */
  readonly given: URL;
  /** Asks only where it must: the first time, and after {@link forget}. */
  find(
    context: TokenRequestContext,
    connection: EndpointConnection,
    signal: AbortSignal,
  ): Promise<FoundServer>;
  /** What was found may have moved. */
  forget(): void;
}

/** A token endpoint that was given as it is. */
export function givenServer(tokenEndpoint: URL): ServerSource {
  const found = { tokenEndpoint, issuer: issuerOf(tokenEndpoint) ?? tokenEndpoint.href };
  return {
    option: 'tokenEndpoint',
    given: tokenEndpoint,
    find: async () => found,
    forget: () => {},
  };
}
