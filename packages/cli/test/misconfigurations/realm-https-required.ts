import type { Misconfiguration } from './misconfiguration.ts';

export const misconfiguration: Misconfiguration = {
  step: 'realm',
  code: 'https_required',
  broken: 'The realm demands https for all requests, and the issuer is http.',
  make: site => site.updateRealm({ sslRequired: 'all' }),
};
