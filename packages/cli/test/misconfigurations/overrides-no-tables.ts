import type { Misconfiguration } from './misconfiguration.ts';

const prefix = 'no_tables_';

export const misconfiguration: Misconfiguration = {
  step: 'overrides',
  code: 'may_not_create_tables',
  broken: 'The database is empty, and its user may not create tables.',
  site: { postgres: true },
  async make(site) {
    const database = `${prefix}boost-config`;
    await site.runSql('CREATE ROLE reader LOGIN');
    await site.runSql(`CREATE DATABASE "${database}"`);
    await site.runSql('REVOKE CREATE ON SCHEMA public FROM PUBLIC', database);
    site.set('backend.database.prefix', prefix);
    site.set('backend.database.connection.user', 'reader');
  },
  async remedy(site, run) {
    const commands = site.commandsOf(run, 'overrides');
    await site.run(commands.map(it => it.replace('-U postgres', '-U boost')));
  },
};
