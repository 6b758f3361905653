import type { Misconfiguration } from './misconfiguration.ts';

export const misconfiguration: Misconfiguration = {
  step: 'kagenti',
  code: 'not_kagenti',
  broken: 'The address of Kagenti is that of Keycloak.',
  make(site) {
    site.set('boost.providers.kagenti.baseUrl', new URL(site.realm.issuer).origin);
  },
  remedy: site => site.restore('boost.providers.kagenti.baseUrl'),
};
