import type { Misconfiguration } from './misconfiguration.ts';

const prefix = 'no_tables_';

export const misconfiguration: Misconfiguration = {
  step: 'overrides',
  code: 'may_not_create_tables',
  broken: 'The database is empty, and its user may not create tables.',
  site: { postgres: true },
  async make(site) {
    const { port } = await site.servers.postgres();
    const psql = `psql -h 127.0.0.1 -p ${port} -U boost`;
    await site.run([
      `${psql} -d postgres -c 'CREATE ROLE reader LOGIN'`,
      `${psql} -d postgres -c 'CREATE DATABASE "${prefix}boost-config"'`,
      `${psql} -d '${prefix}boost-config' -c 'REVOKE CREATE ON SCHEMA public FROM PUBLIC'`,
    ]);
    site.set('backend.database.prefix', prefix);
    site.set('backend.database.connection.user', 'reader');
  },
  async remedy(site, run) {
    await site.run(
      site.commandsOf(run, 'overrides').map(it => it.replace('-U postgres', '-U boost')),
    );
  },
};
