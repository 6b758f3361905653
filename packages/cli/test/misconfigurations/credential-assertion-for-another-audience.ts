import type { Misconfiguration } from './misconfiguration.ts';

export const misconfiguration: Misconfiguration = {
  step: 'credential',
  code: 'wrong_audience',
  broken: 'The projected service account token is for the cluster, and not for Keycloak.',
  site: { method: 'client_assertion' },
  make: site => site.writeAssertion({ audience: 'https://kubernetes.default.svc' }),
  remedy: site => site.writeAssertion(),
};
