import type { Misconfiguration } from './misconfiguration.ts';

export const misconfiguration: Misconfiguration = {
  step: 'service-account',
  code: 'no_service_account',
  broken: 'The client has no service account.',
  async make(site) {
    await site.updateClient({ serviceAccountsEnabled: false });
  },
};
