import { randomUUID } from 'node:crypto';
import type { IdentityProviderOptions } from './check-provider-options.ts';
import type { FederatedIdentityProvider } from './federated-identity-provider.ts';
import {
  type ClientAuthenticator,
  checkLifetime,
  type RegisteredClient,
  randomSecret,
} from './service-account-client.ts';

/** A client with what the identity provider keeps for it. */
export interface ClientState extends Required<Omit<RegisteredClient, 'authenticator'>> {
  /** How it proves itself other than by its secret. */
  readonly authenticator?: ClientAuthenticator;
  /** The `sub` of its tokens: the id of its service account's user. */
  readonly subject: string;
}

/** What decides about the tokens of other issuers. */
type FederationOptions = Pick<IdentityProviderOptions, 'identityProviders' | 'federatedClients'>;

/** The realm's clients as they are now. */
export class ClientRegistry {
  readonly #clients: Map<string, ClientState>;

  /** Issuers whose tokens clients may authenticate with; none if the realm's flow does not check them. */
  readonly identityProviders: readonly FederatedIdentityProvider[];

  constructor(
    clients: readonly RegisteredClient[],
    accessTokenLifetimeSeconds: number,
    { identityProviders = [], federatedClients = true }: FederationOptions = {},
  ) {
    this.identityProviders = federatedClients ? identityProviders : [];
    this.#clients = new Map(
      clients.map(client => [
        client.clientId,
        {
          roles: [],
          serviceAccountsEnabled: true,
          publicClient: false,
          enabled: true,
          accessTokenLifetimeSeconds,
          ...client,
          subject: randomUUID(),
        },
      ]),
    );
  }

  get clients(): readonly RegisteredClient[] {
    return [...this.#clients.values()].map(({ subject: _subject, ...client }) => client);
  }

  /**
   * Who may introspect a token: every confidential client. Keycloak answers introspection only to a
   * client in the token's audience.
   */
  get audience(): string[] {
    return [...this.#clients.values()]
      .filter(client => !client.publicClient)
      .map(client => client.clientId);
  }

  /** The ids of assertions that were used; each is good once. */
  readonly usedAssertions = new Set<string>();

  find(clientId: string): ClientState | undefined {
    return this.#clients.get(clientId);
  }

  /** The enabled client that a token of this issuer and subject identifies. */
  findFederated(alias: string, subject: string): ClientState | undefined {
    return [...this.#clients.values()].find(
      ({ enabled, authenticator }) =>
        enabled &&
        authenticator?.method === 'client_assertion' &&
        authenticator.identityProvider === alias &&
        authenticator.subject === subject,
    );
  }

  rotateSecret(clientId: string): string {
    const client = this.existing(clientId);
    client.clientSecret = randomSecret();
    return client.clientSecret;
  }

  setAccessTokenLifetime(clientId: string, seconds: number): void {
    checkLifetime(seconds, 'access token lifetime');
    this.existing(clientId).accessTokenLifetimeSeconds = seconds;
  }

  /** @throws Error that names the clients that there are. */
  existing(clientId: string): ClientState {
    const client = this.#clients.get(clientId);
    if (!client) {
      const known = [...this.#clients.keys()].map(id => `"${id}"`).join(', ');
      throw new Error(`The identity provider has no client "${clientId}", only ${known || 'none'}`);
    }
    return client;
  }
}
