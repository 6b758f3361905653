import type { Misconfiguration } from './misconfiguration.ts';

export const misconfiguration: Misconfiguration = {
  step: 'client',
  code: 'disabled_realm',
  broken: 'The realm is disabled.',
  make: site => site.updateRealm({ enabled: false }),
};
