import type { Misconfiguration } from './misconfiguration.ts';

export const misconfiguration: Misconfiguration = {
  step: 'audience',
  code: 'agent_trusts_other_issuer',
  broken: 'The AuthBridge of the agent names Keycloak by another address.',
  make(site) {
    site.addAuthBridge({ issuer: 'http://keycloak.keycloak.svc:8080/realms/dev' });
  },
  // The token lacks an audience of the agent too, which does not count then.
  remedy: site => site.addAuthBridge({ audience_mode: 'per-host' }),
};
