import type { Misconfiguration } from './misconfiguration.ts';

export const misconfiguration: Misconfiguration = {
  step: 'configuration',
  code: 'unknown_key',
  broken: 'A required key is misspelled: `clientID`.',
  make(site) {
    site.set('boost.kagenti.auth.clientId', undefined);
    site.set('boost.kagenti.auth.clientID', 'boost');
  },
  remedy: site => site.restore('boost.kagenti.auth.clientID', 'boost.kagenti.auth.clientId'),
};
