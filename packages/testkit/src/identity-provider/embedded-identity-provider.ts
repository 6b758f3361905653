import type { FaultScript } from '../faults/fault-script.ts';
import type { ClientRegistry } from './client-registry.ts';
import type { IdentityProvider } from './identity-provider.ts';
import type { Realm } from './realm.ts';
import { realmEndpoints } from './realm-paths.ts';
import type { RecordedTokenRequest } from './recorded-token-request.ts';
import type { RegisteredClient } from './service-account-client.ts';

/** The identity provider of the test kit, with what only a test needs. */
export interface EmbeddedIdentityProvider extends IdentityProvider {
  /** What the token endpoint was asked so far, in order of arrival. */
  readonly requests: readonly RecordedTokenRequest[];
  /** What goes wrong at the token endpoint. */
  readonly faults: FaultScript;
  /** Revokes one token, as RFC 7009 has it: a token that is not known is no error. */
  revokeToken(token: string): Promise<void>;
  /** Replaces the realm's keys. Tokens signed with the old ones verify no more, and are inactive. */
  rotateSigningKeys(): Promise<void>;
}

/** What an embedded identity provider runs on. */
export interface EmbeddedParts {
  issuer: string;
  registry: ClientRegistry;
  realm: Realm;
  requests: readonly RecordedTokenRequest[];
  faults: FaultScript;
  stop(): Promise<void>;
}

/** The parts are private: whoever prints the server sees its addresses and no secret. */
export class EmbeddedServer implements EmbeddedIdentityProvider {
  readonly issuer: string;
  readonly tokenEndpoint: string;
  readonly introspectionEndpoint: string;
  readonly jwksUri: string;
  readonly #parts: EmbeddedParts;

  constructor(parts: EmbeddedParts) {
    const endpoints = realmEndpoints(parts.issuer);
    this.issuer = endpoints.issuer;
    this.tokenEndpoint = endpoints.tokenEndpoint;
    this.introspectionEndpoint = endpoints.introspectionEndpoint;
    this.jwksUri = endpoints.jwksUri;
    this.#parts = parts;
  }

  get clients(): readonly RegisteredClient[] {
    return this.#parts.registry.clients;
  }

  get requests(): readonly RecordedTokenRequest[] {
    return this.#parts.requests;
  }

  get faults(): FaultScript {
    return this.#parts.faults;
  }

  async rotateSecret(clientId: string): Promise<string> {
    return this.#parts.registry.rotateSecret(clientId);
  }

  async setAccessTokenLifetime(clientId: string, seconds: number): Promise<void> {
    this.#parts.registry.setAccessTokenLifetime(clientId, seconds);
  }

  async revokeTokens(clientId: string): Promise<void> {
    this.#parts.realm.revokeAllOf(this.#parts.registry.existing(clientId).clientId);
  }

  async revokeToken(token: string): Promise<void> {
    await this.#parts.realm.revoke(token);
  }

  async rotateSigningKeys(): Promise<void> {
    await this.#parts.realm.rotateSigningKey();
  }

  async stop(): Promise<void> {
    await this.#parts.stop();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.stop();
  }
}
