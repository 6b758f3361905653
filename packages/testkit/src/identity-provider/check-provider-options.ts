import { isRecord } from '../is-record.ts';
import {
  anything,
  checkFields,
  listOf,
  type OptionRule,
  objectWith,
  valueThat,
} from '../option-rules.ts';
import {
  type FederatedIdentityProvider,
  federatedIdentityProvider,
} from './federated-identity-provider.ts';
import type {
  CertificateAuthenticator,
  FederatedJwtAuthenticator,
  ServiceAccountClient,
  SignedJwtAuthenticator,
} from './service-account-client.ts';

/** How the embedded identity provider is started. */
export interface IdentityProviderOptions {
  /** The realm's name; 'boost' by default. */
  realm?: string;
  /** The realm's clients; by default one, 'boost', with a random secret and the role 'rossoctl-operator'. */
  clients?: readonly ServiceAccountClient[];
  /** How long access tokens live, in seconds; 300 by default, as in Keycloak. */
  accessTokenLifetimeSeconds?: number;
  /** The port on 127.0.0.1; a free one by default. */
  port?: number;
  /** Issuers whose tokens clients may authenticate with; none by default. */
  identityProviders?: readonly FederatedIdentityProvider[];
  /**
   * Whether the realm's client authentication flow has the execution "Signed JWT - Federated". A realm that was
   * created before Keycloak 26.6 does not have it.
   *
   * @defaultValue `true`
   */
  federatedClients?: boolean;
}

const text = valueThat(value => typeof value === 'string', 'text');

const authenticator: Readonly<
  Record<
    keyof SignedJwtAuthenticator | keyof CertificateAuthenticator | keyof FederatedJwtAuthenticator,
    OptionRule
  >
> = {
  method: anything,
  jwks: anything,
  algorithm: anything,
  subject: anything,
  boundTokens: anything,
  identityProvider: anything,
};

const client: Readonly<Record<keyof ServiceAccountClient, OptionRule>> = {
  clientId: anything,
  clientSecret: anything,
  authenticator: objectWith(authenticator),
  roles: listOf(text),
  serviceAccountsEnabled: anything,
  publicClient: anything,
  enabled: anything,
  accessTokenLifetimeSeconds: anything,
};

/** What the embedded identity provider and a real Keycloak have in common. */
export const providerRules: Readonly<Record<keyof IdentityProviderOptions, OptionRule>> = {
  realm: anything,
  clients: listOf(objectWith(client)),
  accessTokenLifetimeSeconds: anything,
  port: anything,
  identityProviders: listOf(federatedIdentityProvider),
  federatedClients: valueThat(value => typeof value === 'boolean', 'true or false'),
};

/**
 * Refuses options that there are not, in clients too: a test with a misspelt one would say something about
 * another realm than it means. What a value may be is said where it is used.
 *
 * @param start The function that they were given to.
 * @param options What it was given.
 * @param more The options that it has besides those of the embedded identity provider.
 * @throws TypeError that names the option and the nearest that there is.
 */
export function checkProviderOptions(
  start: string,
  options: unknown,
  more: Readonly<Record<string, OptionRule>> = {},
): void {
  if (!isRecord(options)) {
    throw new TypeError(
      `${start} takes options as an object, such as { clients: [{ clientId: 'boost' }] }`,
    );
  }
  checkFields(options, { ...providerRules, ...more }, name => name, []);
}
