import { freePort } from '@rhdh-boost/test-support/free-port';
import type { Misconfiguration } from './misconfiguration.ts';

export const misconfiguration: Misconfiguration = {
  step: 'store',
  code: 'store_unreachable',
  broken: 'Nothing listens at the address of Redis.',
  site: { redis: true },
  async make(site) {
    site.set('backend.cache.connection', `redis://127.0.0.1:${await freePort()}`);
  },
  remedy: site => site.restore('backend.cache.connection'),
};
