import { renameSync } from 'node:fs';
import type { Misconfiguration } from './misconfiguration.ts';

export const misconfiguration: Misconfiguration = {
  step: 'credential',
  code: 'file_unusable',
  broken: 'The file of the private key contains something else.',
  site: { method: 'private_key_jwt' },
  make(site) {
    renameSync(site.path('key.pem'), site.path('moved.pem'));
    site.write('key.pem', 'no key');
  },
  remedy(site) {
    renameSync(site.path('moved.pem'), site.path('key.pem'));
  },
};
