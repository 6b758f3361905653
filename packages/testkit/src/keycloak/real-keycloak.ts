import { setTimeout as sleep } from 'node:timers/promises';
import type { ClientRegistry } from '../identity-provider/client-registry.ts';
import type { IdentityProvider } from '../identity-provider/identity-provider.ts';
import { realmEndpoints } from '../identity-provider/realm-paths.ts';
import {
  checkLifetime,
  type RegisteredClient,
} from '../identity-provider/service-account-client.ts';
import type { AdminApi } from './admin-api.ts';
import type { KeycloakProcess } from './keycloak-process.ts';

/** A real Keycloak that runs. */
export interface KeycloakServer extends IdentityProvider {
  /** The realm's issuer over https, on a port of its own; undefined without the option `https`. */
  readonly httpsIssuer: string | undefined;
}

/** A running Keycloak. What it is run with is private: whoever prints it sees addresses and no secret. */
export class RealKeycloak implements KeycloakServer {
  readonly issuer: string;
  readonly httpsIssuer: string | undefined;
  readonly tokenEndpoint: string;
  readonly introspectionEndpoint: string;
  readonly jwksUri: string;
  readonly #registry: ClientRegistry;
  readonly #admin: AdminApi;
  readonly #process: KeycloakProcess;

  constructor(
    issuer: string,
    httpsIssuer: string | undefined,
    parts: { registry: ClientRegistry; admin: AdminApi; process: KeycloakProcess },
  ) {
    const endpoints = realmEndpoints(issuer);
    this.issuer = endpoints.issuer;
    this.httpsIssuer = httpsIssuer;
    this.tokenEndpoint = endpoints.tokenEndpoint;
    this.introspectionEndpoint = endpoints.introspectionEndpoint;
    this.jwksUri = endpoints.jwksUri;
    this.#registry = parts.registry;
    this.#admin = parts.admin;
    this.#process = parts.process;
  }

  get clients(): readonly RegisteredClient[] {
    return this.#registry.clients;
  }

  async rotateSecret(clientId: string): Promise<string> {
    const client = this.#registry.existing(clientId);
    client.clientSecret = await this.#admin.regenerateSecret(clientId);
    return client.clientSecret;
  }

  /**
   * Sets the client's not-before date. It counts in whole seconds and spares tokens of its own second,
   * so this waits for a second to begin (half of one, on average) and takes that as the date: then
   * every token from before the call is ended, and none that is issued after it.
   */
  async revokeTokens(clientId: string): Promise<void> {
    this.#registry.existing(clientId);
    const second = Math.floor(Date.now() / 1000) + 1;
    while (Date.now() < second * 1000) {
      await sleep(second * 1000 - Date.now());
    }
    await this.#admin.setNotBefore(clientId, second);
  }

  async setAccessTokenLifetime(clientId: string, seconds: number): Promise<void> {
    checkLifetime(seconds, 'access token lifetime');
    this.#registry.existing(clientId);
    await this.#admin.setAccessTokenLifespan(clientId, seconds);
  }

  async stop(): Promise<void> {
    await this.#process.stop();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.stop();
  }
}
