import type { Misconfiguration } from './misconfiguration.ts';

export const misconfiguration: Misconfiguration = {
  step: 'kagenti',
  code: 'not_kagenti',
  broken: 'The address of Kagenti is that of another server.',
  make(site) {
    site.set('boost.providers.kagenti.baseUrl', site.servers.cluster.issuer);
  },
  remedy(site) {
    site.set('boost.providers.kagenti.baseUrl', site.kagenti.baseUrl);
  },
};
