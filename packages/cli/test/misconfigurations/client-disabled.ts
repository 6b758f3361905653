import type { Misconfiguration } from './misconfiguration.ts';

export const misconfiguration: Misconfiguration = {
  step: 'client',
  code: 'unknown_client',
  broken: 'The client is disabled.',
  async make(site) {
    await site.updateClient({ enabled: false });
  },
};
