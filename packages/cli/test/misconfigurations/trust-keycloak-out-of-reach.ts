import type { Misconfiguration } from './misconfiguration.ts';

export const misconfiguration: Misconfiguration = {
  step: 'trust',
  code: 'kagenti_cannot_reach_keycloak',
  broken: 'Kagenti cannot reach Keycloak.',
  make(site) {
    const body = { detail: 'Authentication service unavailable' };
    site.kagenti.faults.always(
      { kind: 'respond', status: 503, body },
      { operation: 'auth.userInfo' },
    );
  },
  remedy(site) {
    site.kagenti.faults.clear();
  },
};
