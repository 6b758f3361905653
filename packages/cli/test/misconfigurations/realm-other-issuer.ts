import type { Misconfiguration } from './misconfiguration.ts';

export const misconfiguration: Misconfiguration = {
  step: 'realm',
  code: 'other_issuer',
  broken: 'Keycloak calls itself by another host name than app-config.',
  make: site => site.updateRealm({ attributes: { frontendUrl: 'https://sso.example.com' } }),
  remedy: site => site.updateRealm({ attributes: { frontendUrl: '' } }),
};
