import type { Misconfiguration } from './misconfiguration.ts';

const issuer = 'boost.kagenti.auth.issuer';

export const misconfiguration: Misconfiguration = {
  step: 'realm',
  code: 'unknown_realm',
  broken: 'The realm is written in capitals.',
  make(site) {
    site.set(issuer, site.realm.issuer.replace(site.realmName, site.realmName.toUpperCase()));
  },
  remedy: site => site.restore(issuer),
};
