import type { Step } from '../step.ts';

/** TODO. */
export const trustStep: Step = {
  id: 'trust',
  title: 'Trust',
  needs: ['kagenti', 'service-account'],
  run: async () => ({ skipped: 'not built yet' }),
};
