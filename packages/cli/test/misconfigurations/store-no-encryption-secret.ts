import { randomBytes } from 'node:crypto';
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
  remedy(site) {
    const secret = randomBytes(24).toString('base64url');
    site.secrets.add(secret);
    site.set('boost.encryptionSecret', { $file: site.write('encryption-secret', secret) });
  },
};
