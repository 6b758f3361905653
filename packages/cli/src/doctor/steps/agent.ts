import type { Step } from '../step.ts';

/** TODO. */
export const agentStep: Step = {
  id: 'agent',
  title: 'Default agent',
  needs: ['namespaces'],
  run: async () => ({ skipped: 'not built yet' }),
};
