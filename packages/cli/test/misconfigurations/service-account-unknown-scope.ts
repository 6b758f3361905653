import type { Misconfiguration } from './misconfiguration.ts';

export const misconfiguration: Misconfiguration = {
  step: 'service-account',
  code: 'unknown_scope',
  broken: 'The configured scope is not assigned to the client.',
  make(site) {
    site.set('boost.kagenti.auth.scope', 'kagenti');
  },
  remedy: site => site.restore('boost.kagenti.auth.scope'),
};
