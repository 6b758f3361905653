import { readFileSync } from 'node:fs';
import {
  createConfigResolver,
  createKnexOverrideStore,
  migrateOverrideStore,
} from '@rhdh-boost/runtime-config';
import createKnex from 'knex';
import type { Misconfiguration } from './misconfiguration.ts';

const prefix = 'other_secret_';

export const misconfiguration: Misconfiguration = {
  step: 'overrides',
  code: 'undecryptable',
  broken: 'Overrides were stored under another `boost.encryptionSecret`.',
  site: { postgres: true },
  async make(site) {
    const { port } = await site.servers.postgres();
    const database = `${prefix}boost-config`;
    site.set('backend.database.prefix', prefix);
    await site.runSql(`CREATE DATABASE "${database}"`);
    const connection = { host: '127.0.0.1', port, user: 'boost', database };
    const knex = createKnex({ client: 'pg', connection });
    await migrateOverrideStore(knex);
    const encryptionSecret = readFileSync(site.path('encryption-secret'), 'utf8');
    const resolver = createConfigResolver({
      yaml: { boost: { security: { mode: 'full' }, encryptionSecret } },
      overrides: createKnexOverrideStore(knex),
    });
    await resolver.set('boost.devSpaces.credentials', 'credentials-of-an-administrator');
    resolver.close();
    await knex.destroy();
    site.secrets.add('credentials-of-an-administrator');
    site.write('previous-secret', encryptionSecret);
    site.drawSecret('encryption-secret');
  },
  remedy(site) {
    site.set('boost.previousEncryptionSecrets', [{ $file: site.path('previous-secret') }]);
  },
};
