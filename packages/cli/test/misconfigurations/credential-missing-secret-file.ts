import { rmSync } from 'node:fs';
import type { Misconfiguration } from './misconfiguration.ts';

export const misconfiguration: Misconfiguration = {
  step: 'credential',
  code: 'file_missing',
  broken: 'The file of the client secret is not mounted.',
  make(site) {
    rmSync(site.path('client-secret'));
  },
  remedy(site) {
    site.write('client-secret', site.clientSecret);
  },
};
