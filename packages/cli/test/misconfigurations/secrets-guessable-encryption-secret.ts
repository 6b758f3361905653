import { randomBytes } from 'node:crypto';
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
  async remedy(site) {
    const secret = randomBytes(32).toString('base64');
    site.secrets.add(secret);
    site.write('encryption-secret', secret);
  },
};
