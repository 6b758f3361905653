import type { Misconfiguration } from './misconfiguration.ts';

const caFile = 'boost.kagenti.auth.caFile';

export const misconfiguration: Misconfiguration = {
  step: 'tls',
  code: 'certificate_untrusted',
  broken: "The authority of Keycloak's certificate is not named.",
  site: { tls: true },
  make(site) {
    site.set(caFile, undefined);
  },
  remedy: site => site.restore(caFile),
};
