import { setTimeout as sleep } from 'node:timers/promises';
import type { IdentityProviderOptions } from '../identity-provider/check-provider-options.ts';
import { ClientRegistry } from '../identity-provider/client-registry.ts';
import type { IdentityProvider } from '../identity-provider/identity-provider.ts';
import { realmEndpoints } from '../identity-provider/realm-paths.ts';
import {
  checkLifetime,
  checkRealm,
  defaultClient,
  type RegisteredClient,
  registerClients,
} from '../identity-provider/service-account-client.ts';
import type { AdminApi } from './admin-api.ts';
import { realmImport } from './realm-import.ts';

/** A realm of a real Keycloak. */
export interface KeycloakRealm extends IdentityProvider {
  /** The realm's issuer over https, on another port; undefined without the option `https` of the server. */
  readonly httpsIssuer: string | undefined;
}

/** Where a server is. */
export interface ServerOrigins {
  readonly http: string;
  readonly https: string | undefined;
}

/** The realm that the options describe, with the defaults of `startKeycloak`. */
export interface RealmPlan {
  readonly name: string;
  readonly registry: ClientRegistry;
  /** As Keycloak imports it. */
  readonly representation: object;
}

/** @throws TypeError that names what cannot work. */
export function planRealm(options: Omit<IdentityProviderOptions, 'port'>): RealmPlan {
  const {
    realm: name = 'boost',
    clients = [defaultClient],
    accessTokenLifetimeSeconds = 300,
  } = options;
  checkRealm(name);
  checkLifetime(accessTokenLifetimeSeconds, 'accessTokenLifetimeSeconds');
  const registered = registerClients(clients);
  return {
    name,
    registry: new ClientRegistry(registered, accessTokenLifetimeSeconds),
    representation: realmImport(name, registered, accessTokenLifetimeSeconds, options),
  };
}

/** A realm of a running Keycloak. What it is administered with is private: whoever prints it sees no secret. */
export class RealRealm implements KeycloakRealm {
  readonly issuer: string;
  readonly httpsIssuer: string | undefined;
  readonly tokenEndpoint: string;
  readonly introspectionEndpoint: string;
  readonly jwksUri: string;
  readonly #path: string;
  readonly #registry: ClientRegistry;
  readonly #admin: AdminApi;

  constructor({ name, registry }: RealmPlan, origins: ServerOrigins, admin: AdminApi) {
    const endpoints = realmEndpoints(`${origins.http}/realms/${name}`);
    this.issuer = endpoints.issuer;
    this.httpsIssuer = origins.https && `${origins.https}/realms/${name}`;
    this.tokenEndpoint = endpoints.tokenEndpoint;
    this.introspectionEndpoint = endpoints.introspectionEndpoint;
    this.jwksUri = endpoints.jwksUri;
    this.#path = `/realms/${name}`;
    this.#registry = registry;
    this.#admin = admin;
  }

  get clients(): readonly RegisteredClient[] {
    return this.#registry.clients;
  }

  /** Has Keycloak make another secret. */
  async rotateSecret(clientId: string): Promise<string> {
    const client = this.#registry.existing(clientId);
    const path = `${await this.#pathOf(clientId)}/client-secret`;
    const { value } = Object(await this.#admin.request('POST', path));
    client.clientSecret = String(value);
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
    await this.#updateClient(clientId, { notBefore: second });
  }

  async setAccessTokenLifetime(clientId: string, seconds: number): Promise<void> {
    checkLifetime(seconds, 'access token lifetime');
    this.#registry.existing(clientId);
    await this.#updateClient(clientId, {
      attributes: { 'access.token.lifespan': String(seconds) },
    });
  }

  /** Deletes the realm. */
  async stop(): Promise<void> {
    await this.#admin.request('DELETE', this.#path);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.stop();
  }

  /** Members that are left out stay as they are. */
  async #updateClient(clientId: string, members: object): Promise<void> {
    await this.#admin.request('PUT', await this.#pathOf(clientId), { clientId, ...members });
  }

  /** The admin API names a client by another id than OAuth does. */
  async #pathOf(clientId: string): Promise<string> {
    const clients = `${this.#path}/clients`;
    const found = await this.#admin.request(
      'GET',
      `${clients}?clientId=${encodeURIComponent(clientId)}`,
    );
    const [client] = Array.isArray(found) ? found : [];
    return `${clients}/${String(Object(client).id)}`;
  }
}
