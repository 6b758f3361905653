import type { Misconfiguration } from './misconfiguration.ts';

export const misconfiguration: Misconfiguration = {
  step: 'realm',
  code: 'unknown_realm',
  broken: 'The realm is misspelled.',
  make(site) {
    site.set('boost.kagenti.auth.issuer', site.realm.issuer.replace('/realms/', '/realms/x'));
  },
  remedy(site) {
    site.set('boost.kagenti.auth.issuer', site.realm.issuer);
  },
};
