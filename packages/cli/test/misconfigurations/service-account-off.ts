import type { Misconfiguration } from './misconfiguration.ts';

export const misconfiguration: Misconfiguration = {
  step: 'service-account',
  code: 'no_service_account',
  broken: '"Service accounts roles" is off.',
  make: site => site.updateClient({ serviceAccountsEnabled: false }),
  async remedy(site, run) {
    const [finding] = run.steps.find(({ id }) => id === 'service-account')?.findings ?? [];
    await site.run(finding?.commands ?? []);
    // Keycloak deleted the account with its roles.
    const user = '--uusername service-account-boost';
    await site.run([
      `kcadm.sh add-roles -r ${site.realmName} ${user} --rolename rossoctl-operator`,
    ]);
  },
};
