import { startKagentiBackend } from '@rhdh-boost/testkit';
import type { Misconfiguration } from './misconfiguration.ts';

export const misconfiguration: Misconfiguration = {
  step: 'trust',
  code: 'other_realm',
  broken: 'Kagenti trusts another realm.',
  async make(site) {
    const identityProvider = site.servers.keycloak;
    const other = site.use(await startKagentiBackend({ identityProvider }));
    site.set('boost.providers.kagenti.baseUrl', other.baseUrl);
  },
  remedy(site) {
    site.set('boost.providers.kagenti.baseUrl', site.kagenti.baseUrl);
  },
};
