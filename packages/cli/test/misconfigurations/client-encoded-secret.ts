import type { Misconfiguration } from './misconfiguration.ts';

const key = 'boost.kagenti.auth.clientSecret';

export const misconfiguration: Misconfiguration = {
  step: 'client',
  code: 'wrong_secret',
  broken: 'The secret is in base64, as `data` of a Kubernetes Secret has it.',
  make(site) {
    const encoded = Buffer.from(site.realm.clients[0]?.clientSecret ?? '').toString('base64');
    site.secrets.add(encoded);
    site.env['ENCODED_SECRET'] = encoded;
    site.set(key, '${ENCODED_SECRET}');
  },
  remedy(site) {
    const encoded = site.env['ENCODED_SECRET'] ?? '';
    site.env['ENCODED_SECRET'] = Buffer.from(encoded, 'base64').toString();
  },
};
