import type { RegisteredClient } from './service-account-client.ts';

/** What the embedded identity provider and a real Keycloak have in common. */
export interface IdentityProvider extends AsyncDisposable {
  /** The realm's issuer, `http://127.0.0.1:PORT/realms/NAME`. */
  readonly issuer: string;
  /** Where tokens are asked for, `ISSUER/protocol/openid-connect/token`. */
  readonly tokenEndpoint: string;
  /** Where tokens are introspected (RFC 7662), `TOKEN_ENDPOINT/introspect`. */
  readonly introspectionEndpoint: string;
  /** Where the keys are that tokens verify against, `ISSUER/protocol/openid-connect/certs`. */
  readonly jwksUri: string;
  /** The realm's clients, each with the secret that it has now. */
  readonly clients: readonly RegisteredClient[];
  /**
   * Gives a client another secret; the old one stops at once.
   *
   * @returns The new secret.
   * @throws Error when there is no such client.
   */
  rotateSecret(clientId: string): Promise<string>;
  /**
   * Revokes every token that was issued to a client so far. Introspection says inactive for them
   * when this returns, and active for a token that is issued afterwards.
   *
   * @throws Error when there is no such client.
   */
  revokeTokens(clientId: string): Promise<void>;
  /**
   * Sets how long the access tokens live that a client gets from now on.
   *
   * @throws TypeError unless `seconds` is a positive integer; Error when there is no such client.
   */
  setAccessTokenLifetime(clientId: string, seconds: number): Promise<void>;
  /** Stops it, connections that hang included; a second call does nothing. */
  stop(): Promise<void>;
}
