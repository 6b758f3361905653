import type { Misconfiguration } from './misconfiguration.ts';

export const misconfiguration: Misconfiguration = {
  step: 'roles',
  code: 'not_operator',
  broken: 'The account has only the role `rossoctl-viewer`.',
  async make(site) {
    await site.run([
      `kcadm.sh create roles -r ${site.realmName} -s name=rossoctl-viewer`,
      `kcadm.sh add-roles -r ${site.realmName} --uusername service-account-boost --rolename rossoctl-viewer`,
      `kcadm.sh remove-roles -r ${site.realmName} --uusername service-account-boost --rolename rossoctl-operator`,
    ]);
  },
};
