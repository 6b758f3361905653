import type { Step } from '../step.ts';

/** TODO. */
export const kagentiStep: Step = {
  id: 'kagenti',
  title: 'Kagenti',
  needs: ['tls'],
  run: async () => ({ skipped: 'not built yet' }),
};
