import type { Step } from '../step.ts';

/** TODO. */
export const storeStep: Step = {
  id: 'store',
  title: 'Shared store',
  needs: ['configuration'],
  run: async () => ({ skipped: 'not built yet' }),
};
