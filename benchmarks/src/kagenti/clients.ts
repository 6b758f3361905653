import { KagentiClient, type Validation } from '@rhdh-boost/kagenti-client';
import { KeycloakTokenManager } from '@rhdh-boost/token-manager';
import { account } from '../peers/token-client.ts';
import { startTokenEndpoint } from '../token-endpoint.ts';
import { startKagentiServer } from './start-server.ts';

/** Longer than any run, so that the token comes from the cache throughout. */
const LIFETIME_SECONDS = 3600;

/** A server, a client of it with a token in its cache, and that token for those who send it themselves. */
export async function startKagenti(kind: string, validation: Validation = 'report') {
  const server = await startKagentiServer();
  const endpoint = await startTokenEndpoint(LIFETIME_SECONDS);
  const tokens = new KeycloakTokenManager({ tokenEndpoint: endpoint.tokenEndpoint, ...account });
  const baseUrl = `${server.origin}/${kind}`;
  const kagenti = new KagentiClient({ baseUrl, tokens, validation });
  return {
    server,
    baseUrl,
    api: kagenti.asUser('user:default/jane'),
    headers: { authorization: `Bearer ${await tokens.getToken()}`, accept: 'application/json' },
    async close() {
      await kagenti.close();
      await tokens.close();
      endpoint.close();
      server.close();
    },
  };
}
