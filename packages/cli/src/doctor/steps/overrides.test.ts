import {
  authority,
  certificate,
  certificateKey,
  expired,
  ofAnotherName,
} from '@rhdh-boost/test-support/certificates';
import { freePort } from '@rhdh-boost/test-support/free-port';
import { describe, expect, test } from 'vitest';
import { stepContext } from '../../../test/doctor-context.fixture.ts';
import {
  type PostgresScript,
  type ScriptedPostgres,
  startPostgres,
} from '../../../test/scripted-postgres.fixture.ts';
import { runSteps, type StepReport } from '../run-steps.ts';
import { overridesStep } from './overrides.ts';

const database = 'backstage_plugin_boost-config';

interface Changes {
  /** Members of `backend.database.connection`. */
  readonly connection?: object;
  /** Other members of `backend.database`. */
  readonly settings?: object;
  /** Members of `boost`. */
  readonly boost?: object;
}

const valuesOf = (port: number, { connection = {}, settings = {}, boost = {} }: Changes) => ({
  backend: {
    database: {
      client: 'pg',
      connection: {
        host: '127.0.0.1',
        port,
        user: 'backstage',
        password: 'canary-0815',
        ...connection,
      },
      ...settings,
    },
  },
  boost: { security: { mode: 'none' }, ...boost },
});

async function reportOf(port: number, changes: Changes = {}): Promise<StepReport> {
  const [done] = await runSteps([overridesStep], stepContext(valuesOf(port, changes)));
  if (done === undefined) throw new Error('No report.');
  expect(JSON.stringify(done)).not.toContain('canary');
  return done;
}

async function examine(
  script: PostgresScript,
  changes: Changes = {},
): Promise<{ readonly done: StepReport; readonly postgres: ScriptedPostgres }> {
  const postgres = await startPostgres(script);
  return { done: await reportOf(postgres.port, changes), postgres };
}

describe('a login that PostgreSQL refuses', () => {
  const hba = 'no pg_hba.conf entry for host "10.0.0.1", user "canary", database "canary"';

  test.each<[state: string, message: string | undefined, code: string, remedy: string]>([
    ['28P01', undefined, 'wrong_password', 'Correct user and password'],
    ['28000', `${hba}, no encryption`, 'tls_required', 'ssl: { ca: { $file: database-ca.pem } }'],
    ['28000', `${hba}, SSL encryption`, 'login_refused', 'add a line to pg_hba.conf (hostssl)'],
    [
      '28000',
      'connection requires a valid client certificate',
      'client_certificate_required',
      'cert: { $file: client.pem }',
    ],
    [
      '28000',
      'role "canary" does not exist',
      'unknown_user',
      'Correct backend.database.connection.user',
    ],
    ['28000', 'role "canary" is not permitted to log in', 'login_not_permitted', 'ALTER ROLE'],
    ['28000', 'Rolle »canary« existiert nicht', 'login_refused', 'in the log of the server'],
    ['42501', undefined, 'no_permission', 'GRANT CONNECT ON DATABASE'],
    ['XX000', undefined, 'database_failed', "Read the log of the database's server."],
  ])('with %s: %s', async (state, message, code, remedy) => {
    const { done, postgres } = await examine({
      login: () => ({ state, ...(message && { message }) }),
    });
    expect(done.status).toBe('failed');
    expect(done.findings).toEqual([
      {
        severity: 'error',
        code,
        message: expect.stringMatching(
          new RegExp(
            `^PostgreSQL at ${postgres.server}, from backend.database.connection, .*\\(${state}\\)\\.$`,
          ),
        ),
        remedy: expect.stringContaining(remedy),
        source: 'app-config.yaml#backend.database.connection',
      },
    ]);
    expect(postgres.logins).toEqual([`backstage@${database}`]);
  });

  test.each([
    ['53300', 'too_many_connections', 'Raise max_connections'],
    ['57P03', 'database_starting', 'Wait until it is up.'],
  ])('with %s for some time', async (state, code, remedy) => {
    const { done } = await examine({ login: () => ({ state }) });
    expect(done.findings).toMatchObject([
      { severity: 'error', code, remedy: expect.stringContaining(remedy), isTemporary: true },
    ]);
  });

  test('for it has no password', async () => {
    const { done } = await examine({ login: () => 'ask' }, { connection: { password: undefined } });
    expect(done.findings).toMatchObject([
      {
        code: 'wrong_password',
        message: expect.stringContaining('requires a password, and the connection has none'),
      },
    ]);
  });
});

describe('a connection', () => {
  test('to a server that closes it', async () => {
    const { done } = await examine({ login: () => 'close' });
    expect(done.findings).toMatchObject([
      {
        code: 'database_unreachable',
        message: expect.stringMatching(/, closed the connection\.$/),
        isTemporary: true,
      },
    ]);
  });

  test('to a port where nothing listens', async () => {
    const port = await freePort();
    expect(await reportOf(port)).toMatchObject({
      status: 'failed',
      findings: [
        {
          code: 'database_unreachable',
          message: `PostgreSQL at 127.0.0.1:${port}, from backend.database.connection, refused the connection (ECONNREFUSED).`,
          isTemporary: true,
        },
      ],
    });
  });

  test('to a server that never answers does not hold up the end of the step', async () => {
    const postgres = await startPostgres({ login: () => 'silence' });
    const stop = new AbortController();
    const done = overridesStep.run(
      stepContext(valuesOf(postgres.port, {}), { signal: stop.signal }),
    );
    await expect.poll(() => postgres.logins).toHaveLength(1);
    stop.abort();
    expect(await done).toMatchObject({ findings: [{ code: 'database_unreachable' }] });
  });

  test('with TLS to a server without it', async () => {
    const { done, postgres } = await examine({}, { connection: { ssl: true } });
    expect(done.findings).toMatchObject([
      { severity: 'error', code: 'database_tls', remedy: expect.stringContaining('take ssl out') },
    ]);
    expect(postgres.logins).toEqual([]);
  });

  test.each([
    ['of an unknown authority', certificate, undefined, '$file: database-ca.pem'],
    ['for another name', ofAnotherName, authority, 'Use the host name of the certificate'],
    ['that has expired', expired, authority, "Renew the server's certificate."],
  ])('with TLS to a server with a certificate %s', async (_what, cert, ca, remedy) => {
    const { done, postgres } = await examine(
      { tls: { cert, key: certificateKey } },
      { connection: { ssl: ca === undefined ? true : { ca } } },
    );
    expect(done.findings).toMatchObject([
      { severity: 'error', code: 'database_tls', remedy: expect.stringContaining(remedy) },
    ]);
    expect(done.findings[0]?.isTemporary).toBeUndefined();
    expect(postgres.logins).toEqual([]);
  });
});

/** The database `postgres`, where its user may create others or not. */
const without = (creator: PostgresScript['query']): PostgresScript => ({
  login: name => (name === database ? { state: '3D000' } : undefined),
  query: (sql, name) => (sql.includes('pg_roles') ? (creator?.(sql, name) ?? []) : []),
});

describe('a database that does not exist', () => {
  test('is created by the backend', async () => {
    const { done, postgres } = await examine(without(() => [{ user: 'all', mayCreate: true }]));
    expect(done).toMatchObject({ status: 'ok' });
    expect(done.summary).toMatch(/does not exist yet\. The backend creates it/);
    expect(postgres.logins).toEqual([`backstage@${database}`, 'backstage@postgres']);
  });

  test.each<[string, PostgresScript, object, string, string]>([
    [
      'for a user who may not create it',
      without(() => [{ user: 'all', mayCreate: false }]),
      {},
      'the user all may not create it',
      'all',
    ],
    [
      'where nobody may ask who may create it',
      { login: () => ({ state: '3D000' }) },
      {},
      'the user backstage may not create it',
      'backstage',
    ],
    [
      'where the backend creates none',
      without(() => [{ user: 'all', mayCreate: true }]),
      { ensureExists: false },
      'backend.database.ensureExists is false',
      'backstage',
    ],
  ])('%s', async (_what, script, settings, reason, owner) => {
    const { done, postgres } = await examine(script, { settings });
    expect(done.findings).toMatchObject([
      {
        severity: 'error',
        code: 'database_missing',
        message: expect.stringContaining(reason),
        commands: [
          `psql -h 127.0.0.1 -p ${postgres.port} -U postgres -d postgres -c 'CREATE DATABASE "${database}" OWNER "${owner}"'`,
        ],
      },
    ]);
  });
});

/** What a database reports about itself in which everything is allowed, and what differs. */
const stateOf = (more: object = {}) => ({
  version: '17.2 (Debian 17.2-1)',
  user: 'backstage',
  schema: 'public',
  isReadOnly: false,
  hasTable: false,
  mayCreateSchema: true,
  mayCreateTables: true,
  ...more,
});

/** A database in that state. */
const inState = (more: object = {}, query?: PostgresScript['query']): PostgresScript => ({
  query: (sql, name) =>
    sql.includes('has_schema_privilege') ? [stateOf(more)] : (query?.(sql, name) ?? []),
});

describe('a database without the tables', () => {
  test('gets them from the backend', async () => {
    const { done, postgres } = await examine(inState());
    expect(done.status).toBe('ok');
    expect(done.summary).toMatch(
      new RegExp(
        `^PostgreSQL 17\\.2 at ${postgres.server}, ${database}: the backend creates its tables`,
      ),
    );
  });

  test('gets a schema from the backend, too', async () => {
    const settings = { pluginDivisionMode: 'schema' };
    const { done } = await examine(inState({ schema: null }), {
      connection: { database: 'shared' },
      settings,
    });
    expect(done.status).toBe('ok');
    expect(done.summary).toContain('shared, boost-config: the backend creates its tables');
  });

  test.each<[string, object, object, string, string]>([
    ['that is read-only', { isReadOnly: true }, {}, 'read_only', ''],
    ['and nobody to create them', {}, { skipMigrations: true }, 'missing_table', ''],
    [
      'and a user who may not create them',
      { mayCreateTables: false },
      {},
      'may_not_create_tables',
      `-d ${database} -c 'GRANT USAGE, CREATE ON SCHEMA "public" TO "backstage"'`,
    ],
    [
      'and a user without any schema',
      { mayCreateTables: false, schema: null },
      {},
      'may_not_create_tables',
      `-d ${database} -c 'GRANT USAGE, CREATE ON SCHEMA "public" TO "backstage"'`,
    ],
    [
      'and a schema that the user may not create',
      { schema: null, mayCreateSchema: false },
      { pluginDivisionMode: 'schema' },
      'schema_missing',
      `-d postgres -c 'CREATE SCHEMA "boost-config" AUTHORIZATION "backstage"'`,
    ],
    [
      'and a schema that the backend does not create',
      { schema: null },
      { pluginDivisionMode: 'schema', ensureExists: false },
      'schema_missing',
      'CREATE SCHEMA',
    ],
  ])('%s', async (_what, state, settings, code, command) => {
    const { done } = await examine(inState(state), { settings });
    expect(done.findings).toMatchObject([{ severity: 'error', code }]);
    expect(done.findings[0]?.commands?.[0] ?? '').toContain(command);
  });
});

test('a table without rows, which may be that of a standby server', async () => {
  const { done } = await examine(inState({ hasTable: true }));
  expect(done).toMatchObject({ status: 'ok', summary: expect.stringMatching(/, 0 overrides$/) });
  const standby = await examine(inState({ hasTable: true, isReadOnly: true }));
  expect(standby.done.findings).toMatchObject([
    { severity: 'error', code: 'read_only', message: expect.stringContaining(database) },
  ]);
});

test('a table that cannot be read', async () => {
  const { done } = await examine(
    inState({ hasTable: true }, sql => (sql.includes('select') ? { state: '42501' } : [])),
  );
  expect(done).toMatchObject({
    status: 'failed',
    findings: [{ severity: 'error', code: 'store_unavailable' }],
  });
});

test.each([
  ['the session that has locked it', [{ pid: 4711 }], 'The session 4711', 1],
  ['another session', [], 'Another session', 0],
])('the table is locked by %s', async (_what, sessions, named, commands) => {
  const { done } = await examine(
    inState({ hasTable: true }, sql => {
      if (sql.includes('pg_locks')) return sessions;
      return sql.includes('limit') ? { state: '55P03' } : [];
    }),
  );
  expect(done.findings).toMatchObject([
    { code: 'table_locked', message: expect.stringContaining(named), isTemporary: true },
  ]);
  expect(done.findings[0]?.commands).toHaveLength(commands);
});

test('a role that the user may not switch to', async () => {
  const { done } = await examine(
    inState({}, sql => (sql.startsWith('SET ROLE') ? { state: '42501' } : [])),
    { settings: { role: 'portal"s' } },
  );
  expect(done.findings).toMatchObject([
    { code: 'no_permission', message: expect.stringContaining('switch to its role') },
  ]);
});

test('a database that fails while it is examined', async () => {
  const { done } = await examine({ query: () => ({ state: '57P01' }) });
  expect(done.findings).toMatchObject([{ code: 'database_starting', isTemporary: true }]);
});

test.each<[string, object, object]>([
  [
    'the identity of a cloud',
    { client: 'pg', connection: { type: 'rds' } },
    { status: 'skipped', summary: expect.stringContaining('only the backend has the identity') },
  ],
  ['another database', { client: 'mysql2' }, { findings: [{ code: 'unsuitable_database' }] }],
])('%s', async (_what, settings, expected) => {
  const values = { backend: { database: settings } };
  expect(await runSteps([overridesStep], stepContext(values))).toMatchObject([expected]);
});
