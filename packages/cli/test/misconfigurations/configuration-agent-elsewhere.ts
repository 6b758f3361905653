import type { Misconfiguration } from './misconfiguration.ts';

export const misconfiguration: Misconfiguration = {
  step: 'configuration',
  code: 'invalid_value',
  broken: 'The default agent is in a namespace that is not listed.',
  make(site) {
    site.set('boost.providers.kagenti.namespaces', ['team2']);
  },
  remedy: site => site.restore('boost.providers.kagenti.namespaces'),
};
