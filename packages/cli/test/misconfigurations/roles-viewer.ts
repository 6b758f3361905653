import type { Misconfiguration } from './misconfiguration.ts';

export const misconfiguration: Misconfiguration = {
  step: 'roles',
  code: 'not_operator',
  broken: 'The account has only the role `rossoctl-viewer`.',
  make: site => site.replaceRole('rossoctl-viewer'),
};
