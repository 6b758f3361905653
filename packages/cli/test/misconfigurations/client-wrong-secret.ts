import type { Misconfiguration } from './misconfiguration.ts';

export const misconfiguration: Misconfiguration = {
  step: 'client',
  code: 'wrong_secret',
  broken: 'The secret was regenerated in Keycloak.',
  async make(site) {
    site.secrets.add(await site.realm.rotateSecret('boost'));
  },
};
