import type { Misconfiguration } from './misconfiguration.ts';

export const misconfiguration: Misconfiguration = {
  step: 'realm',
  code: 'auth_prefix',
  broken: 'The issuer has the prefix `/auth` of old versions.',
  make(site) {
    site.set('boost.kagenti.auth.issuer', site.realm.issuer.replace('/realms/', '/auth/realms/'));
  },
  remedy(site) {
    site.set('boost.kagenti.auth.issuer', site.realm.issuer);
  },
};
