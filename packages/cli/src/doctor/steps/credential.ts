import type { Step } from '../step.ts';

/** TODO. */
export const credentialStep: Step = {
  id: 'credential',
  title: 'Credential',
  needs: ['configuration'],
  run: async () => ({ skipped: 'not built yet' }),
};
