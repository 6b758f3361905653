import type { Step } from '../step.ts';

/** TODO. */
export const namespacesStep: Step = {
  id: 'namespaces',
  title: 'Namespaces',
  needs: ['trust'],
  run: async () => ({ skipped: 'not built yet' }),
};
