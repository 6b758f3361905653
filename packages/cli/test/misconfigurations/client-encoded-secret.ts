import type { Misconfiguration } from './misconfiguration.ts';

export const misconfiguration: Misconfiguration = {
  step: 'client',
  code: 'wrong_secret',
  broken: 'The secret is in base64, as `data` of a Kubernetes Secret has it.',
  make(site) {
    const encoded = Buffer.from(site.clientSecret).toString('base64');
    site.secrets.add(encoded);
    site.env['ENCODED_SECRET'] = encoded;
    site.set('boost.kagenti.auth.clientSecret', '${ENCODED_SECRET}');
  },
  remedy(site) {
    site.env['ENCODED_SECRET'] = site.clientSecret;
  },
};
