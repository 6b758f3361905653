import type { Step } from '../step.ts';

/** TODO. */
export const secretsStep: Step = {
  id: 'secrets',
  title: 'Secrets',
  needs: ['configuration'],
  run: async () => ({ skipped: 'not built yet' }),
};
