import type { Misconfiguration } from './misconfiguration.ts';

export const misconfiguration: Misconfiguration = {
  step: 'secrets',
  code: 'guessable_secret',
  broken: 'The encryption secret consists of words.',
  status: 'warning',
  make(site) {
    site.secrets.add('change-me-to-something');
    site.write('encryption-secret', 'change-me-to-something');
  },
  remedy(site) {
    site.drawSecret('encryption-secret');
  },
};
