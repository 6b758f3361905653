import { freePort } from '@rhdh-boost/test-support/free-port';
import type { Misconfiguration } from './misconfiguration.ts';

export const misconfiguration: Misconfiguration = {
  step: 'tls',
  code: 'connection_refused',
  broken: 'Nothing listens at the address of Kagenti.',
  async make(site) {
    site.set('boost.providers.kagenti.baseUrl', `http://127.0.0.1:${await freePort()}`);
  },
  remedy(site) {
    site.set('boost.providers.kagenti.baseUrl', site.kagenti.baseUrl);
  },
};
