import type { Misconfiguration } from './misconfiguration.ts';

const issuer = 'boost.kagenti.auth.issuer';

export const misconfiguration: Misconfiguration = {
  step: 'realm',
  code: 'auth_prefix',
  broken: 'The address has the prefix /auth of Keycloak before version 17.',
  make(site) {
    site.set(issuer, site.realm.issuer.replace('/realms/', '/auth/realms/'));
  },
  remedy: site => site.restore(issuer),
};
