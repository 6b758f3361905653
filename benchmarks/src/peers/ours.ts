import { bearerInterceptor, KeycloakTokenManager } from '@rhdh-boost/token-manager';
import { account, type TokenPeer } from './token-client.ts';
import { callThrough } from './undici-call.ts';

const name = '@rhdh-boost/token-manager';

/** The project's own manager and interceptor. */
export const ours: TokenPeer = {
  name,
  async create({ tokenEndpoint, dispatcherOf, clock }) {
    const manager = new KeycloakTokenManager({
      tokenEndpoint,
      ...account,
      clock,
      dispatcher: dispatcherOf?.(name),
    });
    return {
      getToken: () => manager.getToken(),
      call: api => callThrough(bearerInterceptor(manager, { origins: [api.origin] }), api),
      close: () => manager.close(),
    };
  },
};
