import { startPostgresServer } from '@rhdh-boost/test-support/postgres-server';
import type { Misconfiguration } from './misconfiguration.ts';

const password = 'current-password-of-postgres';

export const misconfiguration: Misconfiguration = {
  step: 'overrides',
  code: 'wrong_password',
  broken: 'The password of PostgreSQL was changed.',
  async make(site) {
    // The server that sites share asks for no password.
    const server = await startPostgresServer({ password });
    site.use({ [Symbol.asyncDispose]: async () => server.stop() });
    site.secrets.add(password);
    const connection = {
      host: '127.0.0.1',
      port: server.port,
      user: 'boost',
      password: 'previous',
    };
    site.set('backend.database', { client: 'pg', connection });
  },
  remedy(site) {
    site.set('backend.database.connection.password', password);
  },
};
