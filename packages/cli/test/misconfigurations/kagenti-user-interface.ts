import { startUserInterface } from '../kagenti-fronts.fixture.ts';
import type { Misconfiguration } from './misconfiguration.ts';

export const misconfiguration: Misconfiguration = {
  step: 'kagenti',
  code: 'kagenti_user_interface',
  broken: "The address is that of Kagenti's user interface.",
  async make(site) {
    const { origin } = site.use(await startUserInterface(site.kagenti.baseUrl));
    site.set('boost.providers.kagenti.baseUrl', origin);
  },
  remedy: site => site.restore('boost.providers.kagenti.baseUrl'),
};
