import { freePort } from '@rhdh-boost/test-support/free-port';
import type { Misconfiguration } from './misconfiguration.ts';

export const misconfiguration: Misconfiguration = {
  step: 'overrides',
  code: 'database_unreachable',
  broken: 'Nothing listens at the address of PostgreSQL.',
  site: { postgres: true },
  async make(site) {
    site.set('backend.database.connection.port', await freePort());
  },
  remedy: site => site.restore('backend.database.connection.port'),
};
