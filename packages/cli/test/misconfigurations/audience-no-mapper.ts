import type { Misconfiguration } from './misconfiguration.ts';

export const misconfiguration: Misconfiguration = {
  step: 'audience',
  code: 'missing_audience',
  broken: 'The client lacks the audience mapper of the default agent.',
  make(site) {
    const plugin = { name: 'jwt-validation', config: { issuer: site.realm.issuer } };
    site.kagenti.kubernetes.addPod('team1', 'weather-agent', {
      authBridge: { config: { pipeline: { inbound: { plugins: [plugin] } } } },
    });
  },
};
