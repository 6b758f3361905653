import { FaultQueue } from '../faults/fault-script.ts';
import { startLoopbackServer } from '../loopback-server.ts';
import { checkProviderOptions, type IdentityProviderOptions } from './check-provider-options.ts';
import { ClientRegistry } from './client-registry.ts';
import { type EmbeddedIdentityProvider, EmbeddedServer } from './embedded-identity-provider.ts';
import { Realm } from './realm.ts';
import {
  checkLifetime,
  checkRealm,
  defaultClient,
  registerClients,
} from './service-account-client.ts';
import { TokenEndpoint } from './token-endpoint.ts';

/**
 * Starts an identity provider that answers as Keycloak does, on the loopback interface.
 *
 * @throws TypeError that names the option which cannot work or which there is not; the error of `listen` for a port that is taken.
 */
export async function startIdentityProvider(
  options: IdentityProviderOptions = {},
): Promise<EmbeddedIdentityProvider> {
  checkProviderOptions('startIdentityProvider', options);
  const {
    realm: name = 'boost',
    clients = [defaultClient],
    accessTokenLifetimeSeconds = 300,
    port = 0,
  } = options;
  checkRealm(name);
  checkLifetime(accessTokenLifetimeSeconds, 'accessTokenLifetimeSeconds');
  const registry = new ClientRegistry(
    registerClients(clients),
    accessTokenLifetimeSeconds,
    options,
  );
  const faults = new FaultQueue();
  const tokenEndpoint = new TokenEndpoint(registry, faults);

  const server = await startLoopbackServer(async (request, response) => {
    await (await opening).handle(request, response);
  }, port);
  // The issuer holds the port, so the realm can only be made now; an early request waits for it.
  const issuer = `${server.origin}/realms/${name}`;
  const opening = Realm.create(issuer, registry, tokenEndpoint);
  const realm = await opening;
  return new EmbeddedServer({
    issuer,
    registry,
    realm,
    requests: tokenEndpoint.requests,
    faults,
    stop: () => server.stop(),
  });
}
