import type { Misconfiguration } from './misconfiguration.ts';

export const misconfiguration: Misconfiguration = {
  step: 'dns',
  code: 'unknown_host',
  broken: 'The host of Keycloak is misspelled.',
  make(site) {
    const issuer = `https://keycloak.invalid/realms/${site.realmName}`;
    site.set('boost.kagenti.auth.issuer', issuer);
  },
  remedy: site => site.restore('boost.kagenti.auth.issuer'),
};
