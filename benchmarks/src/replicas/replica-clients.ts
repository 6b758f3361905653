import { createRedisTokenStore, KeycloakTokenManager } from '@rhdh-boost/token-manager';
import { badgatewayWrapper } from '../peers/badgateway.ts';
import { msalClient } from '../peers/msal-node.ts';
import { account } from '../peers/token-client.ts';
import type { Redis, ReplicaClient, ReplicaTask } from './replica-task.ts';

const key = 'benchmark';

type MakeClient = (task: ReplicaTask, redis: Redis) => Promise<ReplicaClient>;

/** The project's manager, and the peers that can share what they got, by the name of the package. */
export const replicaClients: Readonly<Record<string, MakeClient>> = {
  '@rhdh-boost/token-manager': async ({ tokenEndpoint }, redis) =>
    new KeycloakTokenManager({
      tokenEndpoint,
      ...account,
      store: createRedisTokenStore(redis),
      encryptionKey: 'only for the benchmarks, of 32 characters',
    }),

  /** Its cache plugin reads the whole cache before each look-up, and writes it after a change. */
  '@azure/msal-node': ({ tokenEndpoint }, redis) =>
    msalClient(tokenEndpoint, fetch, {
      async beforeCacheAccess({ tokenCache }: MsalCacheContext) {
        const kept = await redis(['GET', key]);
        if (typeof kept === 'string') tokenCache.deserialize(kept);
      },
      async afterCacheAccess({ cacheHasChanged, tokenCache }: MsalCacheContext) {
        if (cacheHasChanged) await redis(['SET', key, tokenCache.serialize()]);
      },
    }),

  /** It asks for a stored token once, at its start, and tells of each new one. */
  '@badgateway/oauth2-client': async ({ tokenEndpoint }, redis) => {
    const wrapper = await badgatewayWrapper(tokenEndpoint, fetch, {
      async getStoredToken() {
        const kept = await redis(['GET', key]);
        return typeof kept === 'string' ? JSON.parse(kept) : null;
      },
      storeToken: (token: object) => void redis(['SET', key, JSON.stringify(token)]),
    });
    return { getToken: () => wrapper.getAccessToken() };
  },
};

interface MsalCacheContext {
  readonly cacheHasChanged: boolean;
  readonly tokenCache: { serialize(): string; deserialize(text: string): void };
}
