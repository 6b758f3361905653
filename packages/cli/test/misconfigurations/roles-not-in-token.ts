import type { Misconfiguration } from './misconfiguration.ts';

export const misconfiguration: Misconfiguration = {
  step: 'roles',
  code: 'no_roles_in_token',
  broken: 'The client leaves roles out of its tokens.',
  async make(site) {
    await site.updateClient({ fullScopeAllowed: false });
  },
};
