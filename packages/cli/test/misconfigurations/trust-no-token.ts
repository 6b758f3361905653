import type { Misconfiguration } from './misconfiguration.ts';

export const misconfiguration: Misconfiguration = {
  step: 'trust',
  code: 'kagenti_requires_token',
  broken: '`boost.kagenti.auth.method` is `none`, and Kagenti requires a token.',
  make(site) {
    site.set('boost.kagenti.auth', { method: 'none' });
    site.set('boost.security.mode', 'development-only-no-auth');
  },
  remedy: site => site.restore('boost.kagenti.auth', 'boost.security.mode'),
};
