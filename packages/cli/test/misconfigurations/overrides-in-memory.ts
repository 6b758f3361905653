import type { Misconfiguration } from './misconfiguration.ts';

export const misconfiguration: Misconfiguration = {
  step: 'overrides',
  code: 'in_memory',
  status: 'warning',
  broken: 'The database is SQLite in memory, as in a new Backstage app.',
  make(site) {
    site.set('backend.database', { client: 'better-sqlite3', connection: ':memory:' });
  },
  remedy(site) {
    site.set('backend.database.connection', { directory: site.path('database') });
  },
};
