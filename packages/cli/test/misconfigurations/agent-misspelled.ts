import type { Misconfiguration } from './misconfiguration.ts';

export const misconfiguration: Misconfiguration = {
  step: 'agent',
  code: 'unknown_agent',
  broken: 'The default agent is misspelled.',
  make(site) {
    site.set('boost.providers.kagenti.defaultAgent', 'team1/wether-agent');
  },
  remedy: site => site.restore('boost.providers.kagenti.defaultAgent'),
};
