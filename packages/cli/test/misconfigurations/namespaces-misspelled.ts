import type { Misconfiguration } from './misconfiguration.ts';

export const misconfiguration: Misconfiguration = {
  step: 'namespaces',
  code: 'unknown_namespace',
  status: 'warning',
  broken: 'One of the configured namespaces is misspelled.',
  make(site) {
    site.set('boost.providers.kagenti.namespaces', ['team1', 'taem2']);
  },
  remedy: site => site.restore('boost.providers.kagenti.namespaces'),
};
