import type { Misconfiguration } from './misconfiguration.ts';

export const misconfiguration: Misconfiguration = {
  step: 'credential',
  code: 'file_missing',
  broken: 'The file with the private key does not exist.',
  site: { method: 'private_key_jwt' },
  make(site) {
    site.set('boost.kagenti.auth.keyFile', site.path('another.pem'));
  },
  remedy(site) {
    site.set('boost.kagenti.auth.keyFile', site.path('key.pem'));
  },
};
