import { freePort } from '@rhdh-boost/test-support/free-port';
import type { Misconfiguration } from './misconfiguration.ts';

const issuer = 'boost.kagenti.auth.issuer';

export const misconfiguration: Misconfiguration = {
  step: 'tls',
  code: 'connection_refused',
  broken: 'Nothing listens at the port of Keycloak.',
  site: { tls: true },
  async make(site) {
    site.set(issuer, `https://127.0.0.1:${await freePort()}/realms/${site.realmName}`);
  },
  remedy: site => site.restore(issuer),
};
