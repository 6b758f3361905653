import type { Misconfiguration } from './misconfiguration.ts';

export const misconfiguration: Misconfiguration = {
  step: 'namespaces',
  code: 'kubernetes_unreachable',
  broken: 'Kagenti cannot reach the Kubernetes API.',
  make(site) {
    site.kagenti.kubernetes.goAway();
  },
  remedy(site) {
    site.kagenti.kubernetes.comeBack();
  },
};
