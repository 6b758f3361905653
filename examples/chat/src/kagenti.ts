import { KagentiClient, type KagentiClientOptions } from '@rhdh-boost/kagenti-client';
import { type KagentiBackend, startTestServers } from '@rhdh-boost/testkit';
import { KeycloakTokenManager } from '@rhdh-boost/token-manager';

/** A client, and the Kagenti that it calls. */
export interface Kagenti extends AsyncDisposable {
  readonly client: KagentiClient;
  readonly backend: KagentiBackend;
}

/** Starts the servers of the test kit, with a client for them. */
export async function startKagenti(
  options: Pick<KagentiClientOptions, 'audit'> = {},
): Promise<Kagenti> {
  const servers = await startTestServers();
  const tokens = new KeycloakTokenManager(servers.account);
  const { kagenti: backend } = servers;
  const client = new KagentiClient({ ...options, baseUrl: backend.baseUrl, tokens });
  return {
    client,
    backend,
    async [Symbol.asyncDispose]() {
      for (const part of [client, tokens]) await part.close();
      await servers.stop();
    },
  };
}
