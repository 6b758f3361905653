import { authority, certificateKey, expired } from '@rhdh-boost/test-support/certificates';
import { startTlsFront } from '../fronts.fixture.ts';
import type { Misconfiguration } from './misconfiguration.ts';

const issuer = 'boost.kagenti.auth.issuer';
const caFile = 'boost.kagenti.auth.caFile';

export const misconfiguration: Misconfiguration = {
  step: 'tls',
  code: 'certificate_expired',
  broken: 'The certificate of Keycloak has expired.',
  site: { tls: true },
  async make(site) {
    const secure = { certificate: expired, key: certificateKey };
    const front = site.use(await startTlsFront(new URL(site.realm.issuer).origin, secure));
    site.set(issuer, `${front.origin}/realms/${site.realmName}`);
    site.set(caFile, site.write('ca.pem', authority));
  },
  remedy: site => site.restore(issuer, caFile),
};
