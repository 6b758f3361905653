import { account, importPeer, type TokenPeer } from './token-client.ts';

interface Client {
  clientCredentials(): Promise<object>;
}

interface Wrapper {
  getAccessToken(): Promise<string>;
  mw(): (request: Request, next: (request: Request) => Promise<Response>) => Promise<Response>;
}

interface Package {
  OAuth2Client: new (settings: object) => Client;
  OAuth2Fetch: new (options: object) => Wrapper;
}

const name = '@badgateway/oauth2-client';

/** Its `OAuth2Fetch`, with the two functions that it can keep a token elsewhere by. */
export async function badgatewayWrapper(
  tokenEndpoint: string,
  send: typeof fetch,
  storing: object = {},
): Promise<Wrapper> {
  const { OAuth2Client, OAuth2Fetch }: Package = await importPeer(name);
  const client = new OAuth2Client({ ...account, tokenEndpoint, fetch: send });
  return new OAuth2Fetch({ client, getNewToken: () => client.clientCredentials(), ...storing });
}

/** It keeps the token, and sends a refused request once more. */
export const badgateway: TokenPeer = {
  name,
  async create({ tokenEndpoint, fetch }) {
    const wrapper = await badgatewayWrapper(tokenEndpoint, fetch);
    return {
      getToken: () => wrapper.getAccessToken(),
      async call(api) {
        const { status } = await wrapper.mw()(new Request(api.origin), async request => {
          const answer = await api.answer(request.headers.get('authorization'));
          return new Response(null, { status: answer });
        });
        return status;
      },
    };
  },
};
