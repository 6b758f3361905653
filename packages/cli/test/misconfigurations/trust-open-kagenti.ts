import type { Misconfiguration } from './misconfiguration.ts';

export const misconfiguration: Misconfiguration = {
  step: 'trust',
  code: 'kagenti_without_authentication',
  status: 'warning',
  broken: 'Kagenti has its authentication turned off.',
  make(site) {
    const body = { enabled: false, version: '0.1.0' };
    site.kagenti.faults.always(
      { kind: 'respond', status: 200, body },
      { operation: 'auth.config' },
    );
  },
  remedy(site) {
    site.kagenti.faults.clear();
  },
};
