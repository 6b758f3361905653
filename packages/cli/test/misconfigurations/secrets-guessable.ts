import type { Misconfiguration } from './misconfiguration.ts';

export const misconfiguration: Misconfiguration = {
  step: 'secrets',
  code: 'guessable_client_secret',
  broken: 'The client secret can be guessed.',
  status: 'warning',
  async make(site) {
    const secret = 'boost-secret';
    site.secrets.add(secret);
    await site.updateClient({ secret });
    site.write('client-secret', secret);
  },
  async remedy(site, run) {
    await site.run(site.commandsOf(run, 'secrets'));
    site.write('client-secret', await site.clientSecret());
  },
};
