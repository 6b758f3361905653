import type { Step } from '../step.ts';

/** TODO. */
export const dnsStep: Step = {
  id: 'dns',
  title: 'DNS',
  needs: ['configuration'],
  run: async () => ({ skipped: 'not built yet' }),
};
