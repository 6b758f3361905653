import type { Misconfiguration } from './misconfiguration.ts';

export const misconfiguration: Misconfiguration = {
  step: 'client',
  code: 'expects_secret',
  broken: 'The client authenticates by its secret, and app-config has a key.',
  site: { method: 'private_key_jwt' },
  make: site => site.updateClient({ clientAuthenticatorType: 'client-secret' }),
};
