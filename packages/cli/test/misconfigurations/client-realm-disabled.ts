import type { Misconfiguration } from './misconfiguration.ts';

export const misconfiguration: Misconfiguration = {
  step: 'client',
  code: 'disabled_realm',
  broken: 'The realm is disabled.',
  make: site => site.request('PUT', '', { realm: site.realmName, enabled: false }),
};
