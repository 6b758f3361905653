import type { Misconfiguration } from './misconfiguration.ts';

export const misconfiguration: Misconfiguration = {
  step: 'service-account',
  code: 'no_service_account',
  broken: '"Service accounts roles" is off.',
  make: site => site.updateClient({ serviceAccountsEnabled: false }),
  async remedy(site, run) {
    await site.run(site.commandsOf(run, 'service-account'));
    // Keycloak deleted the account with its roles.
    await site.restoreRole();
  },
};
