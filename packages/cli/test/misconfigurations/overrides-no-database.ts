import type { Misconfiguration } from './misconfiguration.ts';

export const misconfiguration: Misconfiguration = {
  step: 'overrides',
  code: 'database_missing',
  broken: 'The database does not exist, and its user may not create it.',
  site: { postgres: true },
  async make(site) {
    await site.runSql('CREATE ROLE plain LOGIN');
    site.set('backend.database.prefix', 'no_database_');
    site.set('backend.database.connection.user', 'plain');
  },
  async remedy(site, run) {
    const commands = site.commandsOf(run, 'overrides');
    await site.run(commands.map(it => it.replace('-U postgres', '-U boost -d postgres')));
  },
};
