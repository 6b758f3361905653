import type { Misconfiguration } from './misconfiguration.ts';

export const misconfiguration: Misconfiguration = {
  step: 'client',
  code: 'expects_assertion',
  broken: 'The client expects a signed assertion in place of its secret.',
  async make(site) {
    await site.updateClient({ clientAuthenticatorType: 'client-jwt' });
  },
};
