import type { Misconfiguration } from './misconfiguration.ts';

const subject = 'system:serviceaccount:boost:backend';

export const misconfiguration: Misconfiguration = {
  step: 'credential',
  code: 'file_unusable',
  broken: 'The projected service account token has expired.',
  site: { method: 'client_assertion' },
  async make(site) {
    const { issuer } = site.realm;
    const token = await site.servers.cluster.issue({
      subject,
      audience: issuer,
      lifetimeSeconds: 1,
    });
    site.write('keycloak-token', token);
    await new Promise(resolve => setTimeout(resolve, 2000));
  },
  async remedy(site) {
    const { issuer } = site.realm;
    site.write('keycloak-token', await site.servers.cluster.issue({ subject, audience: issuer }));
  },
};
