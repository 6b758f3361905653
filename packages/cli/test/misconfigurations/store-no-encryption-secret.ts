import type { Misconfiguration } from './misconfiguration.ts';

export const misconfiguration: Misconfiguration = {
  step: 'store',
  code: 'no_encryption_secret',
  status: 'warning',
  broken: 'The cache is shared, and `boost.encryptionSecret` is not set.',
  site: { redis: true },
  make(site) {
    site.set('boost.encryptionSecret', undefined);
  },
  remedy: site => site.restore('boost.encryptionSecret'),
};
