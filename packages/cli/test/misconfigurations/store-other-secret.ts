import { createRedisTokenStore, KeycloakTokenManager } from '@rhdh-boost/token-manager';
import { vi } from 'vitest';
import type { Misconfiguration } from './misconfiguration.ts';

export const misconfiguration: Misconfiguration = {
  step: 'store',
  code: 'other_encryption_secret',
  broken: 'Another replica has another `boost.encryptionSecret`.',
  site: { redis: true },
  async make(site) {
    const redis = await site.servers.redis();
    let isMarked = false;
    const store = createRedisTokenStore(async words => {
      const reply = await redis.send(...words);
      const [, script = '', , name = ''] = words;
      if (script.includes("'SET'") && name.startsWith('boost-token-key:')) isMarked = true;
      return reply;
    });
    const manager = new KeycloakTokenManager({
      issuer: String(site.get('boost.kagenti.auth.issuer')),
      clientId: 'boost',
      clientSecret: site.clientSecret,
      store,
      encryptionKey: site.drawSecret('other-secret'),
    });
    await manager.getToken();
    await vi.waitUntil(() => isMarked, { timeout: 20_000 });
    await manager.close();
  },
  remedy(site) {
    site.set('boost.encryptionSecret', { $file: site.path('other-secret') });
  },
};
