import type { Misconfiguration } from './misconfiguration.ts';

export const misconfiguration: Misconfiguration = {
  step: 'trust',
  code: 'role_of_another_release',
  broken: 'The account has the role `kagenti-operator` of an older Kagenti.',
  make: site => site.replaceRole('kagenti-operator'),
};
