import { freePort } from '@rhdh-boost/test-support/free-port';
import type { Misconfiguration } from './misconfiguration.ts';

export const misconfiguration: Misconfiguration = {
  step: 'store',
  code: 'store_unreachable',
  broken: 'Nothing listens at the address of Redis.',
  site: { redis: true },
  async make(site) {
    const connection = `redis://127.0.0.1:${await freePort()}`;
    site.set('backend.cache.connection', connection);
  },
  async remedy(site) {
    site.set('backend.cache.connection', (await site.servers.redis()).url);
  },
};
