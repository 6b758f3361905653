import type { Misconfiguration } from './misconfiguration.ts';

export const misconfiguration: Misconfiguration = {
  step: 'secrets',
  code: 'reused_secret',
  broken: 'The encryption secret is the client secret.',
  status: 'warning',
  make(site) {
    site.set('boost.encryptionSecret', { $file: site.path('client-secret') });
  },
  remedy: site => site.restore('boost.encryptionSecret'),
};
