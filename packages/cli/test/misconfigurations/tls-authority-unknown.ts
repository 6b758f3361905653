import type { Misconfiguration } from './misconfiguration.ts';

export const misconfiguration: Misconfiguration = {
  step: 'tls',
  code: 'certificate_untrusted',
  broken: 'The authority of Keycloak is not configured.',
  site: { tls: true },
  make(site) {
    site.set('boost.kagenti.auth.caFile', undefined);
  },
  remedy(site) {
    site.set('boost.kagenti.auth.caFile', site.servers.authority.caFile);
  },
};
