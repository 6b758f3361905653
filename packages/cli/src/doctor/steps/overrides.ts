import type { Step } from '../step.ts';

/** TODO. */
export const overridesStep: Step = {
  id: 'overrides',
  title: 'Overrides',
  needs: ['configuration'],
  run: async () => ({ skipped: 'not built yet' }),
};
