import type { Step } from '../step.ts';

/** TODO. */
export const audienceStep: Step = {
  id: 'audience',
  title: 'Audience',
  needs: ['service-account'],
  run: async () => ({ skipped: 'not built yet' }),
};
