import type { Misconfiguration } from './misconfiguration.ts';

export const misconfiguration: Misconfiguration = {
  step: 'configuration',
  code: 'invalid_value',
  broken: 'Both `issuer` and `tokenEndpoint` are set.',
  make(site) {
    site.set('boost.kagenti.auth.tokenEndpoint', site.realm.tokenEndpoint);
  },
  remedy: site => site.restore('boost.kagenti.auth.tokenEndpoint'),
};
