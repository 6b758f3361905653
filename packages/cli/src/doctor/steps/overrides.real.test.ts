import { readFileSync } from 'node:fs';
import {
  createConfigResolver,
  createKnexOverrideStore,
  migrateOverrideStore,
} from '@rhdh-boost/runtime-config';
import {
  type PostgresServer,
  skipsPostgres,
  startPostgresServer,
} from '@rhdh-boost/test-support/postgres-server';
import { TestAuthority } from '@rhdh-boost/test-support/test-authority';
import createKnex, { type Knex } from 'knex';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { stepContext } from '../../../test/doctor-context.fixture.ts';
import { runSteps, type StepReport } from '../run-steps.ts';
import { overridesStep } from './overrides.ts';

const adminPassword = 'canary-admin-4711';
const password = 'canary-user-0815';
const encryptionSecret = 'canary-secret-of-all-replicas';
const database = 'backstage_plugin_boost-config';

async function report(values: object): Promise<StepReport> {
  const [done] = await runSteps([overridesStep], stepContext({ ...values }));
  if (done === undefined) throw new Error('No report.');
  expect(JSON.stringify(done)).not.toContain('canary');
  return done;
}

describe.skipIf(skipsPostgres())('with a real PostgreSQL', () => {
  let postgres: PostgresServer;
  const asAdmin = (name: string) => ({
    host: '127.0.0.1',
    port: postgres.port,
    user: 'boost',
    password: adminPassword,
    database: name,
  });
  let admin: Knex;
  beforeAll(async () => {
    postgres = await startPostgresServer({ password: adminPassword });
    admin = createKnex({ client: 'pg', connection: asAdmin('postgres') });
  });
  afterAll(async () => {
    await admin?.destroy();
    postgres?.stop();
  });
  beforeEach(async () => {
    await admin.raw(`create role backstage login password '${password}'`);
  });
  afterEach(async () => {
    await admin.raw('drop database if exists ?? with (force)', [database]);
    await admin.raw('drop role backstage');
  });

  const connection = () => ({
    host: '127.0.0.1',
    port: postgres.port,
    user: 'backstage',
    password,
  });
  const valuesOf = (more: object = {}, boost: object = { encryptionSecret }) => ({
    backend: { database: { client: 'pg', connection: connection(), ...more } },
    boost: { security: { mode: 'none' }, ...boost },
  });

  /** Runs SQL in the database of the overrides, as its administrator. */
  async function inDatabase<Result>(work: (knex: Knex) => Promise<Result>): Promise<Result> {
    const knex = createKnex({ client: 'pg', connection: asAdmin(database) });
    try {
      return await work(knex);
    } finally {
      await knex.destroy();
    }
  }

  /** The database with its tables, as a backend with a secret leaves it. */
  async function migrate(secret = encryptionSecret): Promise<void> {
    await admin.raw('create database ?? owner backstage', [database]);
    const knex = createKnex({ client: 'pg', connection: { ...connection(), database } });
    await migrateOverrideStore(knex);
    const resolver = createConfigResolver({
      yaml: { boost: { security: { mode: 'none' }, encryptionSecret: secret } },
      overrides: createKnexOverrideStore(knex),
    });
    await resolver.set('boost.model.name', 'granite-4');
    await resolver.set('boost.devSpaces.credentials', 'canary-credentials');
    resolver.close();
    await knex.destroy();
  }

  /** Carries out the command of a finding, which begins with psql and ends with a quoted statement. */
  async function carryOut({ findings }: StepReport): Promise<void> {
    const { target = 'postgres', statement = '' } =
      /^psql .*?(?:-d (?<target>\S+) )?-c '(?<statement>.*)'$/.exec(
        findings[0]?.commands?.[0] ?? '',
      )?.groups ?? {};
    await (target === 'postgres'
      ? admin.raw(statement)
      : inDatabase(async knex => knex.raw(statement)));
  }

  test('a database that works, for a user who may only read, and nothing in it changes [doctor/Read-only examination]', async () => {
    await migrate();
    await admin.raw('alter role backstage set default_transaction_read_only = on');
    const before = await inDatabase(readCatalog);
    const done = await report(valuesOf());
    expect(done.findings.map(({ code }) => code)).toEqual(['read_only']);
    expect(await inDatabase(readCatalog)).toEqual(before);

    await admin.raw('alter role backstage reset default_transaction_read_only');
    expect(await report(valuesOf())).toMatchObject({
      status: 'ok',
      summary: expect.stringMatching(/^PostgreSQL [\d.]+ at 127.0.0.1:\d+, .*, 2 overrides$/),
    });
  });

  test('a URL of the same database', async () => {
    await migrate();
    const url = `postgresql://backstage:${password}@127.0.0.1:${postgres.port}`;
    expect(await report(valuesOf({ connection: url }))).toMatchObject({ status: 'ok' });
  });

  test('a server that is down may come back [doctor/Database that cannot be used]', async () => {
    const values = valuesOf({ connection: { ...connection(), port: 1 } });
    expect(await report(values)).toMatchObject({
      status: 'failed',
      findings: [
        {
          code: 'database_unreachable',
          isTemporary: true,
          message: expect.stringMatching(/127\.0\.0\.1:1, from backend\.database\.connection/),
        },
      ],
    });
  });

  test.each([
    ['wrong', { password: 'canary-wrong' }],
    ['missing', { password: undefined }],
  ])('a password that is %s', async (_what, more) => {
    await migrate();
    const values = valuesOf({ connection: { ...connection(), ...more } });
    expect(await report(values)).toMatchObject({ findings: [{ code: 'wrong_password' }] });
  });

  test('TLS where the server has none', async () => {
    const values = valuesOf({ connection: { ...connection(), ssl: true } });
    expect(await report(values)).toMatchObject({ findings: [{ code: 'database_tls' }] });
  });

  test('a database that the backend will create', async () => {
    await admin.raw('alter role backstage createdb');
    const { status, summary } = await report(valuesOf());
    expect(status).toBe('ok');
    expect(summary).toMatch(/does not exist yet.*If it ran with the plugin before/);
  });

  test('a command contains names as words of a shell', async () => {
    const { findings } = await report(valuesOf({ prefix: "it's_$(id)_" }));
    expect(findings[0]?.commands?.[0]).toContain(
      String.raw`-d postgres -c 'CREATE DATABASE "it'\''s_$(id)_boost-config" OWNER "backstage"'`,
    );
  });

  test('a database that nobody creates, and the command that does [doctor/Missing database]', async () => {
    const missing = await report(valuesOf());
    expect(missing).toMatchObject({
      status: 'failed',
      findings: [
        { code: 'database_missing', commands: [expect.stringContaining('CREATE DATABASE')] },
      ],
    });
    expect((await report(valuesOf({ ensureExists: false }))).findings[0]?.message).toContain(
      'ensureExists',
    );
    await carryOut(missing);
    const { status, summary } = await report(valuesOf());
    expect(status).toBe('ok');
    expect(summary).toContain('the backend creates its tables');
  });

  test('tables that the user may not create', async () => {
    await admin.raw('create database ??', [database]);
    await inDatabase(async knex => knex.raw('revoke create on schema public from public'));
    const refused = await report(valuesOf());
    expect(refused.findings).toMatchObject([{ code: 'may_not_create_tables' }]);
    await carryOut(refused);
    expect((await report(valuesOf())).status).toBe('ok');

    expect((await report(valuesOf({ skipMigrations: true }))).findings).toMatchObject([
      { code: 'missing_table' },
    ]);
  });

  test('a schema that the user may not create', async () => {
    await admin.raw('create database ??', [database]);
    const values = valuesOf({
      connection: { ...connection(), database },
      pluginDivisionMode: 'schema',
    });
    const refused = await report(values);
    expect(refused.findings).toMatchObject([{ code: 'schema_missing' }]);
    await carryOut(refused);
    expect((await report(values)).status).toBe('ok');
  });

  test('a role that the user may not switch to', async () => {
    await migrate();
    expect((await report(valuesOf({ role: 'boost' }))).findings).toMatchObject([
      { code: 'no_permission', message: expect.stringContaining('switch to its role') },
    ]);
    await admin.raw('grant boost to backstage');
    expect((await report(valuesOf({ role: 'boost' }))).status).toBe('ok');
  });

  test('rows of another secret, and of none [doctor/Rows of another secret]', async () => {
    await migrate('canary-another-secret');
    expect(await report(valuesOf())).toMatchObject({
      status: 'failed',
      findings: [
        {
          code: 'undecryptable',
          message: expect.stringContaining('boost.devSpaces.credentials'),
          remedy: expect.stringContaining('boost.previousEncryptionSecrets'),
        },
      ],
    });
    expect(await report(valuesOf({}, {}))).toMatchObject({
      status: 'failed',
      findings: [{ code: 'no_encryption_secret' }],
    });
    const previous = { encryptionSecret, previousEncryptionSecrets: ['canary-another-secret'] };
    expect((await report(valuesOf({}, previous))).status).toBe('ok');
  });

  test('rows of a later version', async () => {
    await migrate();
    await inDatabase(async knex =>
      knex('boost_config_overrides').update({ schema_version: 99, readable_since: 99 }),
    );
    expect(await report(valuesOf())).toMatchObject({
      status: 'warning',
      findings: [{ code: 'newer_version' }],
    });
  });

  test('a table that somebody has locked, and the session that has', async () => {
    await migrate();
    await inDatabase(async knex => {
      const transaction = await knex.transaction();
      await transaction.raw('lock table boost_config_overrides in access exclusive mode');
      const locked = await report(valuesOf());
      expect(locked).toMatchObject({ findings: [{ code: 'table_locked', isTemporary: true }] });
      expect(locked.findings[0]?.commands?.[0]).toMatch(/pg_terminate_backend\(\d+\)/);
      await transaction.rollback();
    });
  }, 30_000);

  test('a table that the user may not read', async () => {
    await migrate();
    await inDatabase(async knex => {
      await knex.raw('alter table boost_config_overrides owner to boost');
    });
    expect(await report(valuesOf())).toMatchObject({
      status: 'failed',
      findings: [{ code: 'store_unavailable' }],
    });
  });
});

describe.skipIf(skipsPostgres())('a real PostgreSQL that admits only some', () => {
  let postgres: PostgresServer;
  let authority: TestAuthority;
  let ca: string;
  beforeAll(async () => {
    authority = await TestAuthority.create();
    ca = readFileSync(authority.caFile, 'utf8');
    postgres = await startPostgresServer();
    const admin = createKnex({
      client: 'pg',
      connection: { host: '127.0.0.1', port: postgres.port, user: 'boost', database: 'postgres' },
    });
    await admin.raw('create role backstage login createdb');
    await admin.raw('create role no_login');
    await admin.destroy();
    postgres.restrict(
      [
        'hostssl all certified all cert',
        'hostssl all no_line all reject',
        'hostssl all all all trust',
      ],
      { ...(await authority.issueServer()), clientAuthorityFile: authority.caFile },
    );
  });
  afterAll(async () => {
    await authority?.[Symbol.asyncDispose]();
    postgres?.stop();
  });

  const findingFor = async (connection: object) => {
    const [done] = await runSteps(
      [overridesStep],
      stepContext({
        backend: {
          database: {
            client: 'pg',
            connection: {
              host: '127.0.0.1',
              port: postgres.port,
              user: 'backstage',
              ...connection,
            },
          },
        },
        boost: { security: { mode: 'none' } },
      }),
    );
    return done?.findings[0];
  };

  test('plain text where the server takes TLS alone, until the remedy is carried out', async () => {
    const refused = await findingFor({});
    expect(refused).toMatchObject({ code: 'tls_required' });
    expect(refused?.message).toContain('only over TLS');
    expect(refused?.remedy).toContain('ssl: { ca: { $file: database-ca.pem } }');

    const unknown = await findingFor({ ssl: true });
    expect(unknown).toMatchObject({ code: 'database_tls' });
    expect(unknown?.remedy).toContain('ssl: { ca: { $file: database-ca.pem } }');

    expect(await findingFor({ ssl: { ca } })).toBeUndefined();
  });

  test('a URL with the authority', async () => {
    const url = `postgresql://backstage@127.0.0.1:${postgres.port}`;
    const [done] = await runSteps(
      [overridesStep],
      stepContext({
        backend: {
          database: {
            client: 'pg',
            connection: `${url}?sslmode=verify-full&sslrootcert=${authority.caFile}`,
          },
        },
        boost: { security: { mode: 'none' } },
      }),
    );
    expect(done?.findings).toEqual([]);
  });

  test.each([
    ['certified', 'client_certificate_required'],
    ['no_line', 'login_refused'],
    ['nobody', 'unknown_user'],
    ['no_login', 'login_not_permitted'],
  ])('the user %s', async (user, code) => {
    const finding = await findingFor({ user, ssl: { ca } });
    expect(finding?.code).toBe(code);
  });
});

/** All that a write of the doctor would change. */
async function readCatalog(knex: Knex): Promise<unknown> {
  return [
    await knex('pg_class').count(),
    await knex('boost_config_overrides').orderBy('key'),
    await knex('pg_stat_user_tables').select('relname', 'n_tup_ins').orderBy('relname'),
  ];
}
