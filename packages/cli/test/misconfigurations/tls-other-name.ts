import {
  authority,
  certificate,
  certificateKey,
  ofAnotherName,
} from '@rhdh-boost/test-support/certificates';
import { startTlsFront } from '../fronts.fixture.ts';
import type { Misconfiguration } from './misconfiguration.ts';

export const misconfiguration: Misconfiguration = {
  step: 'tls',
  code: 'certificate_of_another_name',
  broken: 'The certificate in front of Kagenti is for another host.',
  async make(site) {
    const files = { certificate: ofAnotherName, key: certificateKey };
    const front = site.use(await startTlsFront(site.kagenti.baseUrl, files));
    site.set('boost.providers.kagenti.tls.caFile', site.write('ca.pem', authority));
    site.set('boost.providers.kagenti.baseUrl', front.origin);
  },
  async remedy(site) {
    const files = { certificate, key: certificateKey };
    const front = site.use(await startTlsFront(site.kagenti.baseUrl, files));
    site.set('boost.providers.kagenti.baseUrl', front.origin);
  },
};
