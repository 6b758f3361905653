import type { Misconfiguration } from './misconfiguration.ts';

export const misconfiguration: Misconfiguration = {
  step: 'tls',
  code: 'no_tls',
  broken: 'The address of Kagenti is https, and the server speaks http.',
  make(site) {
    site.set('boost.providers.kagenti.baseUrl', site.kagenti.baseUrl.replace('http:', 'https:'));
  },
  remedy: site => site.restore('boost.providers.kagenti.baseUrl'),
};
