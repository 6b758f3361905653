import type { Misconfiguration } from './misconfiguration.ts';

const baseUrl = 'boost.providers.kagenti.baseUrl';

export const misconfiguration: Misconfiguration = {
  step: 'dns',
  code: 'unknown_cluster_host',
  broken: 'Kagenti is named by its service, and the doctor runs outside the cluster.',
  make(site) {
    site.set('boost.kagenti.allowInClusterHttp', true);
    site.set(baseUrl, 'http://kagenti-backend.kagenti-system.svc:8000');
  },
  remedy: site => site.restore(baseUrl),
};
