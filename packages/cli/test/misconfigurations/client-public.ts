import type { Misconfiguration } from './misconfiguration.ts';

export const misconfiguration: Misconfiguration = {
  step: 'client',
  code: 'public_client',
  broken: 'The client is public.',
  async make(site) {
    await site.updateClient({ publicClient: true, serviceAccountsEnabled: false });
  },
};
