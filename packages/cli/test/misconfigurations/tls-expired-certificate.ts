import { readFileSync } from 'node:fs';
import { authority, certificateKey, expired } from '@rhdh-boost/test-support/certificates';
import { startTlsFront } from '../fronts.fixture.ts';
import type { Misconfiguration } from './misconfiguration.ts';

const auth = 'boost.kagenti.auth';

export const misconfiguration: Misconfiguration = {
  step: 'tls',
  code: 'certificate_expired',
  broken: 'The certificate of Keycloak has expired.',
  site: { tls: true },
  async make(site) {
    const secure = { certificate: expired, key: certificateKey };
    const front = site.use(await startTlsFront(new URL(site.realm.issuer).origin, secure));
    site.write('right-issuer', String(site.get(`${auth}.issuer`)));
    site.set(`${auth}.issuer`, `${front.origin}/realms/${site.realmName}`);
    site.set(`${auth}.caFile`, site.write('ca.pem', authority));
  },
  async remedy(site) {
    site.set(`${auth}.issuer`, readFileSync(site.path('right-issuer'), 'utf8'));
    site.set(`${auth}.caFile`, site.servers.authority.caFile);
  },
};
