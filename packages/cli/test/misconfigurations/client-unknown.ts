import type { Misconfiguration } from './misconfiguration.ts';

const clientId = 'boost.kagenti.auth.clientId';

export const misconfiguration: Misconfiguration = {
  step: 'client',
  code: 'unknown_client',
  broken: 'The realm has no client of this id.',
  make(site) {
    site.set(clientId, 'bost');
  },
  remedy(site) {
    site.set(clientId, 'boost');
  },
};
