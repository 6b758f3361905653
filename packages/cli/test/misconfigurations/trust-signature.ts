import type { Misconfiguration } from './misconfiguration.ts';

export const misconfiguration: Misconfiguration = {
  step: 'trust',
  code: 'signature_algorithm',
  broken: 'Keycloak signs the tokens of the client with ES256.',
  make: site => site.updateClient({ attributes: { 'access.token.signed.response.alg': 'ES256' } }),
};
