import type { Misconfiguration } from './misconfiguration.ts';

export const misconfiguration: Misconfiguration = {
  step: 'roles',
  code: 'not_operator',
  broken: 'The service account lacks the role of an operator.',
  async make(site) {
    await site.removeRole('rossoctl-operator');
  },
};
