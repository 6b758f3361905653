import { startKagentiBackend } from '@rhdh-boost/testkit';
import type { Misconfiguration } from './misconfiguration.ts';

export const misconfiguration: Misconfiguration = {
  step: 'trust',
  code: 'other_realm',
  broken: 'Kagenti trusts another realm of the same Keycloak.',
  async make(site) {
    const realm = site.use(await site.admin.createRealm({ realm: `${site.realmName}-other` }));
    const kagenti = site.use(await startKagentiBackend({ identityProvider: realm }));
    site.set('boost.providers.kagenti.baseUrl', kagenti.baseUrl);
  },
  remedy: site => site.restore('boost.providers.kagenti.baseUrl'),
};
