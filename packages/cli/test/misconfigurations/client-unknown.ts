import type { Misconfiguration } from './misconfiguration.ts';

export const misconfiguration: Misconfiguration = {
  step: 'client',
  code: 'unknown_client',
  broken: 'The realm has no client of this id.',
  make(site) {
    site.set('boost.kagenti.auth.clientId', 'bost');
  },
  remedy: site => site.restore('boost.kagenti.auth.clientId'),
};
