import { createPrivateKey } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { Misconfiguration } from './misconfiguration.ts';

const keyFile = 'boost.kagenti.auth.keyFile';

export const misconfiguration: Misconfiguration = {
  step: 'credential',
  code: 'file_unusable',
  broken: 'The private key has a passphrase.',
  site: { method: 'private_key_jwt' },
  make(site) {
    const key = createPrivateKey(readFileSync(site.path('key.pem')));
    site.write('key.plain.pem', readFileSync(site.path('key.pem'), 'utf8'));
    const protection = { format: 'pem', type: 'pkcs8', cipher: 'aes-256-cbc' } as const;
    const text = key.export({ ...protection, passphrase: 'of-this-test' });
    site.write('key.pem', String(text));
  },
  remedy(site) {
    // The command asks for the passphrase on a terminal.
    site.set(keyFile, site.path('key.plain.pem'));
  },
};
