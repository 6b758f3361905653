import type { Step } from '../step.ts';

/** TODO. */
export const serviceAccountStep: Step = {
  id: 'service-account',
  title: 'Service account',
  needs: ['client'],
  run: async () => ({ skipped: 'not built yet' }),
};
