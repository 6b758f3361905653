import type { Misconfiguration } from './misconfiguration.ts';

export const misconfiguration: Misconfiguration = {
  step: 'realm',
  code: 'other_issuer',
  broken: 'Keycloak calls itself by another host name than app-config.',
  async make(site) {
    const attributes = { frontendUrl: 'https://sso.example.com' };
    await site.request('PUT', '', { realm: site.realmName, attributes });
  },
  async remedy(site) {
    await site.request('PUT', '', { realm: site.realmName, attributes: { frontendUrl: '' } });
  },
};
