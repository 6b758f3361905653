import type { Misconfiguration } from './misconfiguration.ts';

export const misconfiguration: Misconfiguration = {
  step: 'token-lifetime',
  code: 'lifetime_below_buffer',
  broken: 'Tokens live shorter than twice the buffer.',
  status: 'warning',
  async make(site) {
    await site.realm.setAccessTokenLifetime('boost', 60);
  },
};
