import { KagentiClient, type KagentiClientOptions } from '@rhdh-boost/kagenti-client';
import {
  type KagentiBackend,
  startIdentityProvider,
  startKagentiBackend,
} from '@rhdh-boost/testkit';
import { KeycloakTokenManager } from '@rhdh-boost/token-manager';

/** A client, and the Kagenti that it calls. */
export interface Kagenti extends AsyncDisposable {
  readonly client: KagentiClient;
  readonly backend: KagentiBackend;
}

/** Starts an identity provider and a Kagenti of the test kit, with a client for them. */
export async function startKagenti(
  options: Pick<KagentiClientOptions, 'audit'> = {},
): Promise<Kagenti> {
  const account = { clientId: 'boost', clientSecret: 'of-this-example-only' };
  const identityProvider = await startIdentityProvider({
    clients: [{ ...account, roles: ['rossoctl-operator'] }],
  });
  const backend = await startKagentiBackend({ identityProvider });
  const { tokenEndpoint } = identityProvider;
  const tokens = new KeycloakTokenManager({ tokenEndpoint, ...account });
  const client = new KagentiClient({ ...options, baseUrl: backend.baseUrl, tokens });
  return {
    client,
    backend,
    async [Symbol.asyncDispose]() {
      for (const part of [client, tokens]) await part.close();
      for (const part of [backend, identityProvider]) await part.stop();
    },
  };
}
