import type { Step } from '../step.ts';

/** TODO. */
export const tokenLifetimeStep: Step = {
  id: 'token-lifetime',
  title: 'Token lifetime',
  needs: ['service-account'],
  run: async () => ({ skipped: 'not built yet' }),
};
