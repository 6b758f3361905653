import type { Misconfiguration } from './misconfiguration.ts';

export const misconfiguration: Misconfiguration = {
  step: 'kagenti',
  code: 'path_in_kagenti_address',
  broken: 'The address of Kagenti ends in `/api/v1`.',
  alsoAffected: ['configuration'],
  make(site) {
    site.set('boost.providers.kagenti.baseUrl', `${site.kagenti.baseUrl}/api/v1`);
  },
  remedy: site => site.restore('boost.providers.kagenti.baseUrl'),
};
