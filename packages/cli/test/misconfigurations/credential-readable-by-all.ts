import { chmodSync } from 'node:fs';
import type { Misconfiguration } from './misconfiguration.ts';

export const misconfiguration: Misconfiguration = {
  step: 'credential',
  code: 'file_readable_by_others',
  broken: 'Every user of the machine can read the private key.',
  status: 'warning',
  site: { method: 'private_key_jwt' },
  make(site) {
    chmodSync(site.folder, 0o711);
    chmodSync(site.path('key.pem'), 0o644);
  },
};
