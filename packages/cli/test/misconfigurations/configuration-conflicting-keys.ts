import type { Misconfiguration } from './misconfiguration.ts';

export const misconfiguration: Misconfiguration = {
  step: 'configuration',
  code: 'conflict',
  broken: 'Both `tokenEndpoint` and `issuer` are set.',
  make(site) {
    site.set('boost.kagenti.auth.tokenEndpoint', site.realm.tokenEndpoint);
  },
  remedy(site) {
    site.set('boost.kagenti.auth.tokenEndpoint', undefined);
  },
};
