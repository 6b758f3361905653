import type { Misconfiguration } from './misconfiguration.ts';

export const misconfiguration: Misconfiguration = {
  step: 'audience',
  code: 'agent_trusts_other_issuer',
  broken: 'The AuthBridge of the agent names Keycloak by another address.',
  make(site) {
    const plugin = {
      name: 'jwt-validation',
      config: { issuer: 'http://keycloak.keycloak.svc:8080/realms/dev' },
    };
    site.kagenti.kubernetes.addPod('team1', 'weather-agent', {
      authBridge: { config: { pipeline: { inbound: { plugins: [plugin] } } } },
    });
  },
  remedy(site) {
    const plugin = {
      name: 'jwt-validation',
      config: { issuer: site.realm.issuer, audience_mode: 'per-host' },
    };
    site.kagenti.kubernetes.addPod('team1', 'weather-agent', {
      authBridge: { config: { pipeline: { inbound: { plugins: [plugin] } } } },
    });
  },
};
