import type { Step } from '../step.ts';

/** TODO. */
export const clockStep: Step = {
  id: 'clock',
  title: 'Clock',
  needs: ['realm'],
  run: async () => ({ skipped: 'not built yet' }),
};
