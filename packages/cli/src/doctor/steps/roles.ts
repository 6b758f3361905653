import type { Step } from '../step.ts';

/** TODO. */
export const rolesStep: Step = {
  id: 'roles',
  title: 'Roles',
  needs: ['service-account'],
  run: async () => ({ skipped: 'not built yet' }),
};
