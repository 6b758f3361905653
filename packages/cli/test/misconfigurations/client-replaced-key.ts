import { generateKeyPairSync } from 'node:crypto';
import { renameSync } from 'node:fs';
import type { Misconfiguration } from './misconfiguration.ts';

export const misconfiguration: Misconfiguration = {
  step: 'client',
  code: 'wrong_signature',
  broken: 'The key of the client was replaced in its file alone.',
  site: { method: 'private_key_jwt' },
  make(site) {
    const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
    renameSync(site.path('key.pem'), site.path('first.pem'));
    site.write('key.pem', privateKey.export({ format: 'pem', type: 'pkcs8' }).toString());
  },
  remedy(site) {
    renameSync(site.path('first.pem'), site.path('key.pem'));
  },
};
