import type { Misconfiguration } from './misconfiguration.ts';

export const misconfiguration: Misconfiguration = {
  step: 'credential',
  code: 'wrong_audience',
  broken: 'The service account token of Kubernetes is for another audience.',
  site: { method: 'client_assertion' },
  async make(site) {
    const assertion = await site.servers.cluster.issue({
      subject: 'system:serviceaccount:boost:backend',
      audience: 'https://kubernetes.default.svc',
    });
    site.secrets.add(assertion);
    site.set('boost.kagenti.auth.assertionFile', site.write('other-token', assertion));
  },
  remedy(site) {
    site.set('boost.kagenti.auth.assertionFile', site.path('keycloak-token'));
  },
};
