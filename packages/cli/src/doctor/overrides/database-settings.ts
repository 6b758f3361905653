import { join } from 'node:path';
import { configPluginId } from '@rhdh-boost/internal/config-plugin';
import { parse } from 'pg-connection-string';
import type { Configuration } from '../../configuration/read-configuration.ts';
import { textOf } from '../../text-of.ts';
import type { Finding } from '../step.ts';

/** A database of PostgreSQL, as `backend.database` describes it. */
export interface PostgresSettings {
  readonly kind: 'postgres';
  /** Host, port, user, password, TLS and so on, without the database. It contains a password. */
  readonly connection: Readonly<Record<string, unknown>>;
  /** The database; undefined for the one that the connection or the user names. */
  readonly database: string | undefined;
  /** The schema; undefined for that of the user. */
  readonly schema: string | undefined;
  /** The role that each connection switches to. */
  readonly role: string | undefined;
  /** Whether Backstage creates the database. */
  readonly createsDatabase: boolean;
  /** Whether Backstage creates the schema. */
  readonly createsSchema: boolean;
  /** Whether the backend creates the tables. */
  readonly createsTables: boolean;
  /** Host and port, for a person. */
  readonly server: string;
}

/** What `backend.database` configures for the database of overrides. */
export type DatabaseSettings =
  | { readonly kind: 'unset' }
  | PostgresSettings
  /** SQLite; without a file it is in memory. */
  | { readonly kind: 'sqlite'; readonly file: string | undefined }
  /** The identity of a cloud signs in. */
  | { readonly kind: 'cloud'; readonly type: string }
  | { readonly kind: 'invalid'; readonly finding: Finding };

/**
 * Reads `backend.database` for the plugin `boost-config`, as the DatabaseManager of `@backstage/backend-defaults` 0.19
 * does.
 *
 * @param configuration - where it is read from
 */
export function readDatabaseSettings(configuration: Configuration): DatabaseSettings {
  const { get, sourceOf } = configuration;
  if (get('backend.database') === undefined) return { kind: 'unset' };
  const invalid = (code: string, message: string, remedy: string): DatabaseSettings => ({
    kind: 'invalid',
    finding: { severity: 'error', code, message, remedy, source: sourceOf('backend.database') },
  });
  const client = ofPlugin(get, 'client') ?? get('backend.database.client');
  switch (client) {
    case 'pg':
      return readPostgres(configuration, client) ?? invalid(...invalidConnection);
    case 'better-sqlite3':
    case 'sqlite3':
      return readSqlite(configuration, client) ?? invalid(...sqliteFile);
    case undefined:
      return invalid(
        'invalid_database',
        'backend.database.client is not set.',
        'Set it to pg, for PostgreSQL, or better-sqlite3.',
      );
    default:
      return invalid(
        'unsuitable_database',
        'backend.database.client is neither pg nor better-sqlite3. Overrides are stored only in PostgreSQL or SQLite.',
        `Set backend.database.plugin.${configPluginId}.client and .connection to such a database.`,
      );
  }
}

const invalidConnection = [
  'invalid_database',
  'backend.database.connection is neither the URL of a database nor an object with host, port, user and password.',
  'Write it as postgresql://user:password@host:5432, or as an object. Characters such as / and # in the password of a URL must be percent-encoded.',
] as const;

const sqliteFile = [
  'invalid_database',
  'backend.database.connection names a file of SQLite for all plugins, with which Backstage does not start.',
  'Write connection: { directory: FOLDER } in place of filename, or name a file below backend.database.plugin.',
] as const;

/** A value of the plugin, and otherwise that of all plugins. */
function ofPlugin(get: Configuration['get'], key: string): unknown {
  return get(`backend.database.plugin.${configPluginId}.${key}`);
}

function readPostgres({ get }: Configuration, client: string): DatabaseSettings | undefined {
  const isSchema = get('backend.database.pluginDivisionMode') === 'schema';
  const given = parsePostgres(get('backend.database.connection'));
  const own = parsePostgres(ofPlugin(get, 'connection'));
  if (given === undefined || own === undefined) return undefined;
  const { database: shared, ...base } = given;
  const isSameClient = get('backend.database.client') === client;
  const merged: Record<string, unknown> = {
    ...(isSameClient && base),
    ...(isSameClient && isSchema && { database: shared }),
    ...own,
  };
  const { database, type, ...connection } = merged;
  if (typeof type === 'string' && type !== 'default') return { kind: 'cloud', type };
  const prefix = textOf(get('backend.database.prefix')) ?? 'backstage_plugin_';
  const createsDatabase =
    flagOf(ofPlugin(get, 'ensureExists')) ?? flagOf(get('backend.database.ensureExists')) ?? true;
  const skipsMigrations =
    flagOf(ofPlugin(get, 'skipMigrations')) ?? flagOf(get('backend.database.skipMigrations'));
  return {
    kind: 'postgres',
    connection,
    database: textOf(database) ?? (isSchema ? undefined : `${prefix}${configPluginId}`),
    schema: isSchema
      ? `${textOf(get('backend.database.schemaPrefix')) ?? ''}${configPluginId}`
      : undefined,
    role: textOf(ofPlugin(get, 'role')) ?? textOf(get('backend.database.role')),
    createsDatabase,
    createsSchema: createsDatabase || get('backend.database.ensureSchemaExists') === true,
    createsTables: skipsMigrations !== true,
    server: `${textOf(connection['host']) ?? 'localhost'}:${Number(connection['port'] ?? 5432)}`,
  };
}

/** The parts of a connection; empty if it is not set, and undefined if it is invalid. */
function parsePostgres(connection: unknown): Record<string, unknown> | undefined {
  if (connection === undefined) return {};
  if (typeof connection === 'object') return { ...connection };
  if (typeof connection !== 'string') return undefined;
  try {
    const parts: object = parse(connection);
    // A part that the URL lacks is null, and must not hide that of the base.
    return Object.fromEntries(
      Object.entries(parts).filter(([, value]) => value !== null && value !== ''),
    );
  } catch {
    return undefined;
  }
}

function readSqlite({ get }: Configuration, client: string): DatabaseSettings | undefined {
  const base = sqliteParts(get('backend.database.connection'));
  const own = sqliteParts(ofPlugin(get, 'connection'));
  const baseFile = textOf(base['filename']);
  if (baseFile !== undefined && baseFile !== ':memory:') return undefined;
  const isSameClient = get('backend.database.client') === client;
  const { filename, directory } = { ...(isSameClient && base), ...own };
  if (filename === ':memory:') return { kind: 'sqlite', file: undefined };
  const name = textOf(filename) ?? `${configPluginId}.sqlite`;
  return { kind: 'sqlite', file: join(textOf(directory) ?? '.', name) };
}

function sqliteParts(connection: unknown): Record<string, unknown> {
  return typeof connection === 'string' ? { filename: connection } : { ...Object(connection) };
}

function flagOf(value: unknown): boolean | undefined {
  return typeof value === 'boolean' ? value : undefined;
}
