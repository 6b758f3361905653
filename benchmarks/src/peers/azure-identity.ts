import { requestToken } from './request-token.ts';
import { callWithToken, importPeer, type TokenPeer } from './token-client.ts';

interface Credential {
  getToken(): Promise<{ token: string; expiresOnTimestamp: number }>;
}

interface Package {
  readonly getBearerTokenProvider: (
    credential: Credential,
    scopes: string,
  ) => () => Promise<string>;
}

const name = '@azure/identity';

/** Its token cycler behind `getBearerTokenProvider`, with a credential that asks the endpoint: its own know only Microsoft's. */
export const azureIdentity: TokenPeer = {
  name,
  async create(source) {
    const { getBearerTokenProvider }: Package = await importPeer(name);
    const getToken = getBearerTokenProvider(
      {
        async getToken() {
          const { access_token, expires_in } = await requestToken(source);
          return { token: access_token, expiresOnTimestamp: Date.now() + expires_in * 1000 };
        },
      },
      'api/.default',
    );
    // There is no word for a refused token: the caller can only ask again.
    return { getToken, call: api => callWithToken(api, getToken, getToken) };
  },
};
