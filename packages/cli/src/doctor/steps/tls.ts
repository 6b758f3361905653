import type { Step } from '../step.ts';

/** TODO. */
export const tlsStep: Step = {
  id: 'tls',
  title: 'TLS',
  needs: ['dns'],
  run: async () => ({ skipped: 'not built yet' }),
};
