import { Socket } from 'node:net';
import {
  type ConfigHealth,
  createConfigResolver,
  createKnexOverrideStore,
} from '@rhdh-boost/runtime-config';
import createKnex, { type Knex } from 'knex';
import type { Configuration } from '../../configuration/read-configuration.ts';
import { silentLogger } from '../../silent-logger.ts';
import { textOf } from '../../text-of.ts';
import { shellWords } from '../kcadm.ts';
import type { Finding, StepOutcome } from '../step.ts';
import type { PostgresSettings } from './database-settings.ts';
import { databaseFailure, sqlState } from './postgres-failure.ts';

/** The table of overrides, as `createKnexOverrideStore` names it. */
const table = 'boost_config_overrides';
const connectTimeoutMs = 5000;
const statementTimeoutMs = 12_000;

/**
 * Examines the database of overrides. Nothing is created or changed.
 *
 * @param settings - where it is
 * @param configuration - with the secrets of encrypted rows
 * @param signal - ends it early
 */
export async function examinePostgres(
  settings: PostgresSettings,
  configuration: Configuration,
  signal: AbortSignal,
): Promise<StepOutcome> {
  const { server, database = 'the default database' } = settings;
  const summary = `PostgreSQL at ${server}, ${database}`;
  try {
    return await withDatabase(settings, settings.database, signal, async knex => {
      const state = await readState(knex);
      const place = settings.schema === undefined ? database : `${database}, ${settings.schema}`;
      const known = `PostgreSQL ${state.version} at ${server}, ${place}`;
      if (!state.hasTable) return outcomeWithoutTable(known, state, settings);
      const blocker = await findLock(knex);
      if (blocker !== undefined) {
        return { summary: known, findings: [lockedTable(blocker, place, settings)] };
      }
      const health = await readHealth(knex, configuration);
      const findings = findingsOf(health, configuration);
      if (state.isReadOnly) findings.push(readOnlyDatabase(place));
      const rows = health.counts?.rows;
      const counted =
        rows === undefined ? '' : `, ${rows} ${rows === 1 ? 'override' : 'overrides'}`;
      return {
        summary: `${known}${counted}`,
        findings,
        ...(health.counts && { details: { ...health.counts } }),
      };
    });
  } catch (error) {
    if (sqlState(error) === '3D000') return outcomeWithoutDatabase(settings, summary, signal);
    return { summary, findings: [databaseFailure(error, settings)] };
  }
}

/** As much of pg's client as sets a role. */
interface RoleClient {
  query(sql: string, done: (error?: unknown) => void): void;
}

async function withDatabase<Result>(
  { connection, schema, role }: PostgresSettings,
  database: string | undefined,
  signal: AbortSignal,
  work: (knex: Knex) => Promise<Result>,
): Promise<Result> {
  const sockets: Socket[] = [];
  const knex = createKnex({
    client: 'pg',
    connection: {
      ...connection,
      ...(database !== undefined && { database }),
      application_name: 'boost doctor',
      connectionTimeoutMillis: connectTimeoutMs,
      query_timeout: statementTimeoutMs,
      stream() {
        const socket = new Socket();
        sockets.push(socket);
        return socket;
      },
    },
    ...(schema !== undefined && { searchPath: [schema] }),
    acquireConnectionTimeout: connectTimeoutMs + 1000,
    pool: {
      min: 0,
      max: 2,
      ...(role !== undefined && {
        // Its error becomes that of the statement for which the connection was opened.
        afterCreate(client: RoleClient, done: (error?: unknown) => void) {
          client.query(`SET ROLE ${quote(role)}`, done);
        },
      }),
    },
    log: silentLogger,
  });
  // pg leaves a connection open whose authentication failed on this side, for as long as the server waits for it.
  const close = () => {
    for (const socket of sockets) socket.destroy();
  };
  signal.addEventListener('abort', close);
  try {
    return await work(knex);
  } finally {
    signal.removeEventListener('abort', close);
    await knex.destroy();
    close();
  }
}

/** What the database reports about itself and its user. */
interface DatabaseState {
  readonly version: string;
  readonly user: string;
  readonly schema: string | null;
  readonly isReadOnly: boolean;
  readonly hasTable: boolean;
  readonly mayCreateSchema: boolean;
  readonly mayCreateTables: boolean;
}

async function readState(knex: Knex): Promise<DatabaseState> {
  const [row]: DatabaseState[] = await knex
    .select({
      version: knex.raw("current_setting('server_version')"),
      user: knex.raw('current_user::text'),
      schema: knex.raw('current_schema()::text'),
      isReadOnly: knex.raw(
        "pg_is_in_recovery() or current_setting('default_transaction_read_only') = 'on'",
      ),
      hasTable: knex.raw('to_regclass(?) is not null', [table]),
      mayCreateSchema: knex.raw("has_database_privilege(current_database(), 'CREATE')"),
      mayCreateTables: knex.raw(
        "current_schema() is not null and has_schema_privilege(current_schema(), 'CREATE')",
      ),
    })
    .then(rows => rows);
  if (row === undefined) throw new Error('The database returned no row.');
  return { ...row, version: /^[\d.]+/.exec(row.version)?.[0] ?? '' };
}

/** What it means if the backend has started before. */
const ifItRan =
  'If it ran with the plugin before, it uses another database: compare connection and prefix in backend.database with those of the backend.';

/** Without a database of its name: whether the backend creates it. */
async function outcomeWithoutDatabase(
  settings: PostgresSettings,
  summary: string,
  signal: AbortSignal,
): Promise<StepOutcome> {
  const { database = '', createsDatabase, server } = settings;
  const creator = createsDatabase ? await findCreator(settings, signal) : undefined;
  if (creator?.mayCreate === true) {
    return {
      summary: `${summary}, which does not exist yet. The backend creates it when it first starts with the plugin boost. ${ifItRan}`,
    };
  }
  const user = creator?.user ?? textOf(settings.connection['user']) ?? 'postgres';
  const reason = createsDatabase
    ? `the user ${user} may not create it`
    : 'backend.database.ensureExists is false, so the backend does not create it';
  return {
    summary,
    findings: [
      {
        severity: 'error',
        code: 'database_missing',
        message: `The database ${database} does not exist at ${server}, and ${reason}.`,
        remedy: 'Create the database as an administrator of PostgreSQL.',
        commands: [psql(settings, `CREATE DATABASE ${quote(database)} OWNER ${quote(user)}`)],
      },
    ],
  };
}

/** Backstage creates a database from within the one called `postgres`. */
async function findCreator(
  settings: PostgresSettings,
  signal: AbortSignal,
): Promise<{ readonly user: string; readonly mayCreate: boolean } | undefined> {
  try {
    return await withDatabase(
      { ...settings, schema: undefined },
      'postgres',
      signal,
      async knex => {
        const [row]: { user: string; mayCreate: boolean }[] = await knex('pg_roles')
          .whereRaw('rolname = current_user')
          .select({
            user: knex.raw('current_user::text'),
            mayCreate: knex.raw('rolcreatedb or rolsuper'),
          });
        return row;
      },
    );
  } catch {
    return undefined;
  }
}

function outcomeWithoutTable(
  summary: string,
  state: DatabaseState,
  settings: PostgresSettings,
): StepOutcome {
  const { database = '', schema, createsTables, createsSchema } = settings;
  const failed = (finding: Omit<Finding, 'severity'>): StepOutcome => ({
    summary,
    findings: [{ severity: 'error', ...finding }],
  });
  const atStart = {
    summary: `${summary}: the backend creates its tables when it first starts with the plugin boost. ${ifItRan}`,
  };
  if (state.isReadOnly) return { summary, findings: [readOnlyDatabase(database)] };
  if (!createsTables) {
    return failed({
      code: 'missing_table',
      message: `The tables of the overrides do not exist in ${database}, and skipMigrations in backend.database keeps the backend from creating them.`,
      remedy: 'Start the backend once without skipMigrations, as a user who may create tables.',
    });
  }
  if (schema !== undefined && state.schema === null) {
    if (createsSchema && state.mayCreateSchema) return atStart;
    const reason = createsSchema
      ? `the user ${state.user} may not create it`
      : 'ensureExists and ensureSchemaExists in backend.database do not let the backend create it';
    return failed({
      code: 'schema_missing',
      message: `The schema ${schema} does not exist in the database ${database}, and ${reason}.`,
      remedy: 'Create the schema as an administrator of PostgreSQL.',
      commands: [
        psql(
          settings,
          `CREATE SCHEMA ${quote(schema)} AUTHORIZATION ${quote(state.user)}`,
          database,
        ),
      ],
    });
  }
  if (state.mayCreateTables) return atStart;
  return failed({
    code: 'may_not_create_tables',
    message: `The tables of the overrides do not exist in ${database}, and the user ${state.user} may not create them.`,
    remedy: 'Let the user create tables.',
    commands: [
      psql(
        settings,
        `GRANT USAGE, CREATE ON SCHEMA ${quote(state.schema ?? 'public')} TO ${quote(state.user)}`,
        database,
      ),
    ],
  });
}

/** Who has the table locked against readers, and undefined if nobody has. */
async function findLock(knex: Knex): Promise<{ readonly pids: readonly number[] } | undefined> {
  try {
    await knex.transaction(
      async transaction => {
        await transaction.raw("set local lock_timeout = '2s'");
        await transaction(table).select(knex.raw('1')).limit(0);
      },
      { readOnly: true },
    );
    return undefined;
  } catch (error) {
    // What else goes wrong with the table is found by its health.
    if (sqlState(error) !== '55P03') return undefined;
    const rows: { pid: number }[] = await knex('pg_locks')
      .whereRaw("relation = to_regclass(?) and granted and mode = 'AccessExclusiveLock'", [table])
      .select('pid');
    return { pids: rows.map(({ pid }) => pid) };
  }
}

function lockedTable(
  { pids }: { readonly pids: readonly number[] },
  place: string,
  settings: PostgresSettings,
): Finding {
  const owners = pids.length === 0 ? 'Another session' : `The session ${pids.join(', ')}`;
  return {
    severity: 'error',
    code: 'table_locked',
    message: `${owners} has locked the table ${table} in ${place}, so overrides cannot be read.`,
    remedy: 'Wait until its transaction ends, or end it as an administrator of PostgreSQL.',
    commands: pids.map(pid => psql(settings, `SELECT pg_terminate_backend(${pid})`)),
    isTemporary: true,
  };
}

async function readHealth(knex: Knex, { values }: Configuration): Promise<ConfigHealth> {
  const resolver = createConfigResolver({
    yaml: values,
    overrides: createKnexOverrideStore(knex),
    cache: { listen: false },
  });
  try {
    return await resolver.health();
  } finally {
    resolver.close();
  }
}

/** Problems that make overrides of administrators useless. The others need somebody, but not now. */
const errorCodes: ReadonlySet<string> = new Set(['undecryptable', 'no_encryption_secret']);

function findingsOf({ status, problems }: ConfigHealth, { sourceOf }: Configuration): Finding[] {
  return problems.map(({ code, message, hint }) => ({
    severity: status === 'failed' || errorCodes.has(code) ? 'error' : 'warning',
    code,
    message,
    remedy: hint,
    source: sourceOf(errorCodes.has(code) ? 'boost.encryptionSecret' : 'backend.database'),
  }));
}

function readOnlyDatabase(place: string): Finding {
  return {
    severity: 'error',
    code: 'read_only',
    message: `The database ${place} is read-only, such as a standby server, so no override can be stored.`,
    remedy: 'Connect the backend to the primary server.',
  };
}

/** The command with which an administrator runs a statement. */
function psql(
  { connection, server }: PostgresSettings,
  statement: string,
  database?: string,
): string {
  const host = textOf(connection['host']) ?? 'localhost';
  const port = server.slice(server.lastIndexOf(':') + 1);
  const target = database === undefined || database === '' ? 'postgres' : database;
  const words = ['-h', host, '-p', port, '-U', 'postgres', '-d', target, '-c', statement];
  return `psql ${shellWords(words)}`;
}

/** An identifier of SQL. */
function quote(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}
