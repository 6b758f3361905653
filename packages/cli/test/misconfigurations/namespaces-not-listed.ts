import type { Misconfiguration } from './misconfiguration.ts';

export const misconfiguration: Misconfiguration = {
  step: 'namespaces',
  code: 'namespaces_not_listed',
  broken: 'Kubernetes does not let Kagenti list namespaces.',
  make(site) {
    site.kagenti.kubernetes.forbid('listNamespaces');
  },
  remedy(site) {
    site.kagenti.kubernetes.comeBack();
  },
};
