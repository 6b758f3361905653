import type { IdentityProviderOptions } from '../identity-provider/check-provider-options.ts';
import type { FederatedIdentityProvider } from '../identity-provider/federated-identity-provider.ts';
import {
  type ClientAuthenticator,
  type RegisteredClient,
  randomSecret,
} from '../identity-provider/service-account-client.ts';

/** A realm as Keycloak imports it at its start. */
export function realmImport(
  name: string,
  clients: readonly RegisteredClient[],
  accessTokenLifetimeSeconds: number,
  {
    identityProviders = [],
    federatedClients = true,
  }: Pick<IdentityProviderOptions, 'identityProviders' | 'federatedClients'> = {},
): object {
  const roles = new Set(clients.flatMap(client => client.roles ?? []));
  const confidential = clients.filter(client => !client.publicClient);
  return {
    realm: name,
    enabled: true,
    // Loopback alone; a real realm keeps the default.
    sslRequired: 'none',
    accessTokenLifespan: accessTokenLifetimeSeconds,
    roles: { realm: [...roles].map(role => ({ name: role })) },
    clients: clients.map(client => ({
      ...clientImport(client),
      // Keycloak answers introspection only to a client in the token's audience.
      protocolMappers: confidential.map(({ clientId }) => audienceMapper(clientId)),
    })),
    users: clients.filter(hasServiceAccount).map(serviceAccountImport),
    identityProviders: identityProviders.map(identityProviderImport),
    // By default the realm gets the flow that this version is built with.
    ...(!federatedClients && flowBeforeFederation),
  };
}

function clientImport(client: RegisteredClient): object {
  const lifetime = client.accessTokenLifetimeSeconds;
  const { type, attributes } = authenticatorImport(client.authenticator);
  return {
    clientId: client.clientId,
    enabled: client.enabled ?? true,
    serviceAccountsEnabled: hasServiceAccount(client),
    standardFlowEnabled: false,
    directAccessGrantsEnabled: false,
    publicClient: client.publicClient ?? false,
    ...(client.publicClient ? {} : { secret: client.clientSecret }),
    clientAuthenticatorType: type,
    attributes: {
      ...(lifetime !== undefined && { 'access.token.lifespan': String(lifetime) }),
      ...attributes,
    },
  };
}

/** Keycloak's names for the ways of authentication, and where it keeps what they need. */
function authenticatorImport(authenticator: ClientAuthenticator | undefined): {
  type: string;
  attributes: Record<string, string>;
} {
  switch (authenticator?.method) {
    case 'private_key_jwt':
      return {
        type: 'client-jwt',
        attributes: {
          'use.jwks.string': 'true',
          'jwks.string': JSON.stringify(authenticator.jwks),
          ...(authenticator.algorithm && {
            'token.endpoint.auth.signing.alg': authenticator.algorithm,
          }),
        },
      };
    case 'tls_client_auth':
      return { type: 'client-x509', attributes: { 'x509.subjectdn': authenticator.subject } };
    case 'client_assertion':
      return {
        type: 'federated-jwt',
        attributes: {
          'jwt.credential.issuer': authenticator.identityProvider,
          'jwt.credential.sub': authenticator.subject,
        },
      };
    default:
      return { type: 'client-secret', attributes: {} };
  }
}

/** The executions that the flow "clients" had before Keycloak 26.6. */
const flowBeforeFederation = {
  clientAuthenticationFlow: 'clients before 26.6',
  authenticationFlows: [
    {
      alias: 'clients before 26.6',
      providerId: 'client-flow',
      topLevel: true,
      builtIn: false,
      authenticationExecutions: [
        'client-secret',
        'client-jwt',
        'client-secret-jwt',
        'client-x509',
      ].map((authenticator, index) => ({
        authenticator,
        requirement: 'ALTERNATIVE',
        priority: 10 * (index + 1),
        authenticatorFlow: false,
      })),
    },
  ],
};

function identityProviderImport(provider: FederatedIdentityProvider): object {
  const { alias, kind, issuer, jwksUri, supportsClientAssertionReuse = false } = provider;
  const oidc = {
    // Users never log in there, but Keycloak requires the addresses.
    authorizationUrl: `${issuer}/authorize`,
    tokenUrl: `${issuer}/token`,
    clientId: alias,
    clientSecret: randomSecret(),
    useJwksUrl: 'true',
    jwksUrl: jwksUri,
    validateSignature: 'true',
    supportsClientAssertions: 'true',
    supportsClientAssertionReuse: String(supportsClientAssertionReuse),
  };
  const config = { issuer, ...(kind === 'oidc' && oidc) };
  return { alias, providerId: kind, enabled: true, config };
}

function hasServiceAccount(client: RegisteredClient): boolean {
  return !client.publicClient && (client.serviceAccountsEnabled ?? true);
}

function audienceMapper(clientId: string): object {
  return {
    name: `audience ${clientId}`,
    protocol: 'openid-connect',
    protocolMapper: 'oidc-audience-mapper',
    config: { 'included.client.audience': clientId, 'access.token.claim': 'true' },
  };
}

/** Keycloak hangs a service account's roles on this user. */
function serviceAccountImport({ clientId, roles = [] }: RegisteredClient): object {
  return {
    username: `service-account-${clientId.toLowerCase()}`,
    enabled: true,
    serviceAccountClientId: clientId,
    realmRoles: roles,
  };
}
