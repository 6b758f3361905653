import type { Misconfiguration } from './misconfiguration.ts';

export const misconfiguration: Misconfiguration = {
  step: 'client',
  code: 'expects_assertion',
  broken: 'The client authenticates by "Signed JWT", and app-config has a secret.',
  make: site => site.updateClient({ clientAuthenticatorType: 'client-jwt' }),
};
