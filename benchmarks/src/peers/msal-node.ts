import { account, callWithToken, importPeer, type TokenPeer } from './token-client.ts';

interface Package {
  ConfidentialClientApplication: new (
    configuration: object,
  ) => {
    acquireTokenByClientCredential(request: object): Promise<{ accessToken: string } | null>;
  };
}

const name = '@azure/msal-node';
/** It wants https: its requests are led from there to the endpoint. */
const authority = 'https://login.example/realm';

/** How it is told of an endpoint that is not Microsoft's. */
function configuration(tokenEndpoint: string, send: typeof fetch, cachePlugin?: object): object {
  const post = async (_url: string, options: { body: string; headers: Record<string, string> }) => {
    const { body, headers } = options;
    const response = await send(tokenEndpoint, { method: 'POST', body, headers });
    return { status: response.status, headers: {}, body: JSON.parse(await response.text()) };
  };
  return {
    auth: {
      ...account,
      authority,
      knownAuthorities: [new URL(authority).host],
      authorityMetadata: JSON.stringify({
        issuer: authority,
        authorization_endpoint: `${authority}/authorize`,
        token_endpoint: `${authority}/token`,
        jwks_uri: `${authority}/keys`,
      }),
    },
    cache: { cachePlugin },
    system: {
      protocolMode: 'OIDC',
      networkClient: { sendPostRequestAsync: post, sendGetRequestAsync: post },
    },
  };
}

/** Its confidential client, with a plugin that keeps its cache elsewhere if there is one. */
export async function msalClient(
  tokenEndpoint: string,
  send: typeof fetch,
  cachePlugin?: object,
): Promise<{ readonly getToken: (options?: object) => Promise<string> }> {
  const { ConfidentialClientApplication }: Package = await importPeer(name);
  const client = new ConfidentialClientApplication(configuration(tokenEndpoint, send, cachePlugin));
  return {
    async getToken(options) {
      const scopes = ['api/.default'];
      const result = await client.acquireTokenByClientCredential({ scopes, ...options });
      return result?.accessToken ?? '';
    },
  };
}

/** A caller can pass its cache by, and has to do so after a refusal. */
export const msalNode: TokenPeer = {
  name,
  async create({ tokenEndpoint, fetch }) {
    const { getToken } = await msalClient(tokenEndpoint, fetch);
    return {
      getToken: () => getToken(),
      call: api => callWithToken(api, getToken, () => getToken({ skipCache: true })),
    };
  },
};
