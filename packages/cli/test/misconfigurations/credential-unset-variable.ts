import type { Misconfiguration } from './misconfiguration.ts';

export const misconfiguration: Misconfiguration = {
  step: 'credential',
  code: 'unset_variable',
  broken: 'The variable that contains the client secret is not set.',
  make(site) {
    site.set('boost.kagenti.auth.clientSecret', '${KAGENTI_CLIENT_SECRET}');
  },
  remedy(site) {
    site.env['KAGENTI_CLIENT_SECRET'] = site.clientSecret;
  },
};
