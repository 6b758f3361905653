import { startLoginProxy } from '../kagenti-fronts.fixture.ts';
import type { Misconfiguration } from './misconfiguration.ts';

export const misconfiguration: Misconfiguration = {
  step: 'kagenti',
  code: 'kagenti_login_proxy',
  broken: 'The address is the one for people: a login proxy is in front of Kagenti.',
  async make(site) {
    const { origin } = site.use(await startLoginProxy(site.realm.issuer));
    site.set('boost.providers.kagenti.baseUrl', origin);
  },
  remedy: site => site.restore('boost.providers.kagenti.baseUrl'),
};
