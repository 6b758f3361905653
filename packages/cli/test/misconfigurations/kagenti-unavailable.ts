import type { Misconfiguration } from './misconfiguration.ts';

export const misconfiguration: Misconfiguration = {
  step: 'kagenti',
  code: 'kagenti_unavailable',
  broken: 'A proxy answers 503 in place of Kagenti, which is down.',
  make(site) {
    site.kagenti.faults.always({ kind: 'respond', status: 503 });
  },
  remedy(site) {
    site.kagenti.faults.clear();
  },
};
