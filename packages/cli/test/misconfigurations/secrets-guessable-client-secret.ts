import type { Misconfiguration } from './misconfiguration.ts';

const secret = 'kagenti-secret';

export const misconfiguration: Misconfiguration = {
  step: 'secrets',
  code: 'guessable_client_secret',
  broken: 'The client secret was chosen by a person.',
  status: 'warning',
  async make(site) {
    site.secrets.add(secret);
    await site.updateClient({ secret });
    site.write('client-secret', secret);
  },
  async remedy(site) {
    const drawn = await site.realm.rotateSecret('boost');
    site.secrets.add(drawn);
    site.write('client-secret', drawn);
  },
};
