import type { RegisteredClient } from '../identity-provider/service-account-client.ts';

/** A realm as Keycloak imports it at its start. */
export function realmImport(
  name: string,
  clients: readonly RegisteredClient[],
  accessTokenLifetimeSeconds: number,
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
  };
}

function clientImport(client: RegisteredClient): object {
  const lifetime = client.accessTokenLifetimeSeconds;
  return {
    clientId: client.clientId,
    enabled: client.enabled ?? true,
    serviceAccountsEnabled: hasServiceAccount(client),
    standardFlowEnabled: false,
    directAccessGrantsEnabled: false,
    publicClient: client.publicClient ?? false,
    ...(client.publicClient ? {} : { secret: client.clientSecret }),
    ...(lifetime !== undefined && { attributes: { 'access.token.lifespan': String(lifetime) } }),
  };
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
