import type { Site } from '../site.fixture.ts';
import type { Misconfiguration } from './misconfiguration.ts';

const kept = new WeakMap<Site, unknown>();

export const misconfiguration: Misconfiguration = {
  step: 'trust',
  code: 'kagenti_requires_token',
  broken: '`boost.kagenti.auth.method` is `none`, and Kagenti requires a token.',
  make(site) {
    const auth = site.get('boost.kagenti.auth');
    kept.set(site, auth);
    site.set('boost.kagenti.auth', { method: 'none' });
    site.set('boost.security.mode', 'development-only-no-auth');
  },
  remedy(site) {
    site.set('boost.kagenti.auth', kept.get(site));
    site.set('boost.security.mode', 'full');
  },
};
