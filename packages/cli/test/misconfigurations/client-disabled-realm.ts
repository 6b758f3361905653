import type { Misconfiguration } from './misconfiguration.ts';

export const misconfiguration: Misconfiguration = {
  step: 'client',
  code: 'disabled_realm',
  broken: 'The realm is disabled.',
  async make(site) {
    await site.request('PUT', '', { enabled: false });
  },
};
