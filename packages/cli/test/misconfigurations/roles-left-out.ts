import type { Misconfiguration } from './misconfiguration.ts';

export const misconfiguration: Misconfiguration = {
  step: 'roles',
  code: 'no_roles_in_token',
  broken: 'The client does not allow the full scope, so its tokens contain no roles.',
  make: site => site.updateClient({ fullScopeAllowed: false }),
};
