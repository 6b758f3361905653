import { requestToken } from './request-token.ts';
import { importPeer, type TokenPeer } from './token-client.ts';

interface Client {
  refreshHandler: () => Promise<{ access_token: string; expiry_date: number }>;
  getAccessToken(): Promise<{ token: string }>;
  request(options: object): Promise<{ status: number }>;
}

interface Package {
  OAuth2Client: new (options: object) => Client;
}

const name = 'google-auth-library';

/** It knows no client credentials grant; its `refreshHandler` is the place for one. */
export const googleAuthLibrary: TokenPeer = {
  name,
  async create(source) {
    const { OAuth2Client }: Package = await importPeer(name);
    const client = new OAuth2Client({ forceRefreshOnFailure: true });
    client.refreshHandler = async () => {
      const { access_token, expires_in } = await requestToken(source);
      return { access_token, expiry_date: Date.now() + expires_in * 1000 };
    };
    return {
      getToken: async () => (await client.getAccessToken()).token,
      ownCall: () => client.getAccessToken(),
      async call(api) {
        const fetchImplementation = async (_url: unknown, { headers }: RequestInit) => {
          const status = await api.answer(new Headers(headers).get('authorization'));
          return new Response(null, { status });
        };
        try {
          const { status } = await client.request({ url: api.origin, fetchImplementation });
          return status;
        } catch (error) {
          // It throws for statuses that are no success.
          const status: unknown = Object(error).status;
          if (typeof status === 'number') return status;
          throw error;
        }
      },
    };
  },
};
