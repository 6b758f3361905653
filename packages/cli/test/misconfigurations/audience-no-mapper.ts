import type { Misconfiguration } from './misconfiguration.ts';

export const misconfiguration: Misconfiguration = {
  step: 'audience',
  code: 'missing_audience',
  broken: 'The tokens lack the audience of the agent.',
  make(site) {
    const plugin = { name: 'jwt-validation', config: { issuer: site.realm.issuer } };
    site.kagenti.kubernetes.addPod('team1', 'weather-agent', {
      authBridge: { config: { pipeline: { inbound: { plugins: [plugin] } } } },
    });
  },
};
