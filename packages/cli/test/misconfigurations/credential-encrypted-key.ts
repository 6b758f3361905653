import { createPrivateKey } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { Misconfiguration } from './misconfiguration.ts';

export const misconfiguration: Misconfiguration = {
  step: 'credential',
  code: 'file_unusable',
  broken: 'The private key has a passphrase.',
  site: { method: 'private_key_jwt' },
  make(site) {
    const plain = readFileSync(site.path('key.pem'), 'utf8');
    site.write('key.plain.pem', plain);
    const protection = { format: 'pem', type: 'pkcs8', cipher: 'aes-256-cbc' } as const;
    const text = createPrivateKey(plain).export({ ...protection, passphrase: 'of-this-test' });
    site.write('key.pem', String(text));
  },
  remedy(site) {
    // The command asks for the passphrase on a terminal.
    site.set('boost.kagenti.auth.keyFile', site.path('key.plain.pem'));
  },
};
