import { ours } from '../peers/ours.ts';
import { cachingPeers } from '../peers/peers.ts';
import { account, importPeer } from '../peers/token-client.ts';

interface OpenIdClient {
  Configuration: new (server: object, clientId: string, secret: string) => object;
}

interface SimpleOauth2 {
  ClientCredentials: new (options: object) => object;
}

const tokenEndpoint = 'http://127.0.0.1:8080/token';
const { clientId, clientSecret } = account;

/** What makes one client, without a token, by the name of its package. */
export const clientMakers: Readonly<Record<string, () => Promise<unknown>>> = {
  ...Object.fromEntries(
    [ours, ...cachingPeers].map(({ name, create }) => [
      name,
      () => create({ tokenEndpoint, fetch }),
    ]),
  ),
  async 'openid-client'() {
    const { Configuration }: OpenIdClient = await importPeer('openid-client');
    const server = { issuer: tokenEndpoint, token_endpoint: tokenEndpoint };
    return new Configuration(server, clientId, clientSecret);
  },
  async 'simple-oauth2'() {
    const { ClientCredentials }: SimpleOauth2 = await importPeer('simple-oauth2');
    const { origin, pathname } = new URL(tokenEndpoint);
    return new ClientCredentials({
      client: { id: clientId, secret: clientSecret },
      auth: { tokenHost: origin, tokenPath: pathname },
    });
  },
};
