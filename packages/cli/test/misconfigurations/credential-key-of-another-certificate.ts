import { readFileSync } from 'node:fs';
import type { Misconfiguration } from './misconfiguration.ts';

const keyFile = 'boost.kagenti.auth.certificateKeyFile';

export const misconfiguration: Misconfiguration = {
  step: 'credential',
  code: 'file_unusable',
  broken: 'The key does not belong to the client certificate.',
  site: { method: 'tls_client_auth' },
  async make(site) {
    site.write('right-key', String(site.get(keyFile)));
    const other = await site.servers.authority.issueClient('other', 'CN=other');
    site.set(keyFile, other.keyFile);
  },
  async remedy(site) {
    site.set(keyFile, readFileSync(site.path('right-key'), 'utf8'));
  },
};
