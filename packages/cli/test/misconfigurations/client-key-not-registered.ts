import { generateKeyPairSync } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { Misconfiguration } from './misconfiguration.ts';

export const misconfiguration: Misconfiguration = {
  step: 'client',
  code: 'wrong_signature',
  broken: 'The private key was replaced, and Keycloak has the old public key.',
  site: { method: 'private_key_jwt' },
  make(site) {
    site.write('right-key.pem', readFileSync(site.path('key.pem'), 'utf8'));
    const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
    site.write('key.pem', String(privateKey.export({ format: 'pem', type: 'pkcs8' })));
  },
  remedy(site) {
    site.write('key.pem', readFileSync(site.path('right-key.pem'), 'utf8'));
  },
};
