import type { Misconfiguration } from './misconfiguration.ts';

const subject = 'system:serviceaccount:boost:backend';

export const misconfiguration: Misconfiguration = {
  step: 'credential',
  code: 'wrong_audience',
  broken: 'The projected service account token is for the cluster, and not for Keycloak.',
  site: { method: 'client_assertion' },
  async make(site) {
    const audience = 'https://kubernetes.default.svc';
    site.write('keycloak-token', await site.servers.cluster.issue({ subject, audience }));
  },
  async remedy(site) {
    const { issuer } = site.realm;
    site.write('keycloak-token', await site.servers.cluster.issue({ subject, audience: issuer }));
  },
};
