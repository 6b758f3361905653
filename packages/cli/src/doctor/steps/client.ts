import type { Step } from '../step.ts';

/** TODO. */
export const clientStep: Step = {
  id: 'client',
  title: 'Client',
  needs: ['credential', 'realm'],
  run: async () => ({ skipped: 'not built yet' }),
};
