import { createRequire } from 'node:module';
import { join } from 'node:path';
import { packageFolder } from '../packages.ts';
import { account, importPeer, type TokenPeer } from './token-client.ts';
import { callThrough, type Interceptor } from './undici-call.ts';

interface Package {
  readonly createOidcInterceptor: (options: object) => Interceptor;
}

interface Undici {
  getGlobalDispatcher(): unknown;
  setGlobalDispatcher(dispatcher: unknown): void;
}

const name = 'undici-oidc-interceptor';
const origin = 'https://api.example';

/** It has no `getToken`: what it puts on a request is read off that. Token requests go through its undici's global dispatcher. */
export const undiciOidcInterceptor: TokenPeer = {
  name,
  async create({ tokenEndpoint, dispatcherOf }) {
    const { createOidcInterceptor }: Package = await importPeer(name);
    const undici: Undici = createRequire(join(packageFolder(name), 'package.json'))('undici');
    const before = undici.getGlobalDispatcher();
    if (dispatcherOf !== undefined) undici.setGlobalDispatcher(dispatcherOf(name));
    const interceptor = createOidcInterceptor({
      ...account,
      idpTokenUrl: tokenEndpoint,
      retryOnStatusCodes: [401],
      urls: [origin],
    });
    let authorization: string | undefined;
    const readOff = {
      origin,
      answer: async (sent: string | undefined) => {
        authorization = sent;
        return 200;
      },
    };
    return {
      async getToken() {
        await callThrough(interceptor, readOff);
        return authorization?.slice('Bearer '.length) ?? '';
      },
      call: api => callThrough(interceptor, api),
      close: () => undici.setGlobalDispatcher(before),
    };
  },
};
