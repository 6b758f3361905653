import { appendFileSync, readFileSync } from 'node:fs';
import { startTlsFront } from '../fronts.fixture.ts';
import type { Misconfiguration } from './misconfiguration.ts';

const kagenti = 'boost.providers.kagenti';

export const misconfiguration: Misconfiguration = {
  step: 'tls',
  code: 'certificate_untrusted',
  broken: 'The route of Kagenti does not send the intermediate certificate.',
  async make(site) {
    const { authority } = site.servers;
    const intermediate = site.use(await authority.issueAuthority());
    const route = await startTlsFront(site.kagenti.baseUrl, await intermediate.issueServer());
    site.set(`${kagenti}.baseUrl`, site.use(route).origin);
    const root = readFileSync(authority.caFile, 'utf8');
    site.set(`${kagenti}.tls.caFile`, site.write('company-ca.pem', `${root}\n`));
    site.write('intermediate.pem', readFileSync(intermediate.caFile, 'utf8'));
  },
  remedy(site) {
    const intermediate = readFileSync(site.path('intermediate.pem'), 'utf8');
    appendFileSync(site.path('company-ca.pem'), intermediate);
  },
};
