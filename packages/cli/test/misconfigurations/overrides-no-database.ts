import type { Misconfiguration } from './misconfiguration.ts';

export const misconfiguration: Misconfiguration = {
  step: 'overrides',
  code: 'database_missing',
  broken: 'The database does not exist, and its user may not create it.',
  site: { postgres: true },
  async make(site) {
    const { port } = await site.servers.postgres();
    await site.run([
      `psql -h 127.0.0.1 -p ${port} -U boost -d postgres -c 'CREATE ROLE plain LOGIN'`,
    ]);
    site.set('backend.database.prefix', 'no_database_');
    site.set('backend.database.connection.user', 'plain');
  },
  async remedy(site, run) {
    await site.run(
      site
        .commandsOf(run, 'overrides')
        .map(it => it.replace('-U postgres', '-U boost -d postgres')),
    );
  },
};
