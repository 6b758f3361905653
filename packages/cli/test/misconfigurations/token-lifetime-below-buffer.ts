import type { Misconfiguration } from './misconfiguration.ts';

export const misconfiguration: Misconfiguration = {
  step: 'token-lifetime',
  code: 'lifetime_below_buffer',
  broken: 'Tokens live shorter than the buffer before their end.',
  status: 'warning',
  make: site => site.realm.setAccessTokenLifetime('boost', 30),
};
