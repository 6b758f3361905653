import type { Misconfiguration } from './misconfiguration.ts';

const issuer = 'boost.kagenti.auth.issuer';

export const misconfiguration: Misconfiguration = {
  step: 'tls',
  code: 'https_expected',
  broken: 'The address of Keycloak is http, and its port speaks TLS.',
  site: { tls: true },
  make(site) {
    site.set(issuer, String(site.get(issuer)).replace('https:', 'http:'));
  },
  remedy: site => site.restore(issuer),
};
