import type { Step } from '../step.ts';

/** TODO. */
export const streamStep: Step = {
  id: 'stream',
  title: 'Chat stream',
  needs: ['agent'],
  run: async () => ({ skipped: 'not built yet' }),
};
