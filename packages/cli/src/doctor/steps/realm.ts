import type { Step } from '../step.ts';

/** TODO. */
export const realmStep: Step = {
  id: 'realm',
  title: 'Realm',
  needs: ['tls'],
  run: async () => ({ skipped: 'not built yet' }),
};
