import type { Misconfiguration } from './misconfiguration.ts';

const keyFile = 'boost.kagenti.auth.certificateKeyFile';

export const misconfiguration: Misconfiguration = {
  step: 'credential',
  code: 'file_unusable',
  broken: 'The key does not belong to the client certificate.',
  site: { method: 'tls_client_auth' },
  async make(site) {
    const other = await site.servers.authority.issueClient('other', 'CN=other');
    site.set(keyFile, other.keyFile);
  },
  remedy: site => site.restore(keyFile),
};
