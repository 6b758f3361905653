import type { Misconfiguration } from './misconfiguration.ts';

export const misconfiguration: Misconfiguration = {
  step: 'trust',
  code: 'role_of_another_release',
  broken: 'The account has the role `kagenti-operator` of an older Kagenti.',
  async make(site) {
    await site.run([
      `kcadm.sh create roles -r ${site.realmName} -s name=kagenti-operator`,
      `kcadm.sh add-roles -r ${site.realmName} --uusername service-account-boost --rolename kagenti-operator`,
      `kcadm.sh remove-roles -r ${site.realmName} --uusername service-account-boost --rolename rossoctl-operator`,
    ]);
  },
};
