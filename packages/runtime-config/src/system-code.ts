import { isError } from '@rhdh-boost/internal/error-name';

/** Codes of Node, SQLite and PostgreSQL are safe to print; texts quote the statement. */
export function systemCode(error: unknown): string | undefined {
  if (typeof error !== 'object' || error === null) return undefined;
  const code = 'code' in error ? error.code : undefined;
  return typeof code === 'string' && /^[A-Z0-9_]{2,40}$/.test(code) ? code : undefined;
}

/** Whether a table is missing: SQLSTATE 42P01, for which SQLite has no code. */
export function isMissingTable(error: unknown): boolean {
  return systemCode(error) === '42P01' || saysSqlite(error, /no such table: /);
}

/** Whether a table has other columns than those of this package: SQLSTATE 42703, 42P10 (no such unique key). */
export function isOtherColumns(error: unknown): boolean {
  return (
    /^(?:42703|42P10)$/.test(systemCode(error) ?? '') ||
    saysSqlite(error, /no such column: |has no column named |ON CONFLICT clause does not match/)
  );
}

/** Whether a table cannot be created because another one has its name: SQLSTATE 42P07, and 42809 for a view. */
export function isOtherTable(error: unknown): boolean {
  return /^(?:42P07|42809)$/.test(systemCode(error) ?? '') || saysSqlite(error, /already exists/);
}

function saysSqlite(error: unknown, text: RegExp): boolean {
  return systemCode(error) === 'SQLITE_ERROR' && isError(error) && text.test(error.message);
}

/** Whether the database refused a statement for what it would write, and would answer others. */
export function isRefusal(code: string | undefined): boolean {
  return /^(?:22...|23...|25006|42501|P0001|SQLITE_(?:CONSTRAINT|READONLY|TOOBIG|MISMATCH).*)$/.test(
    code ?? '',
  );
}

const readOnly =
  'The database is read-only, such as a standby server: connect the backend to the primary server.';

/** What to do about a failure with such a code, the most special first: SQLSTATE classes, SQLite's and Node's codes. */
const hints: readonly (readonly [codes: RegExp, hint: string])[] = [
  [/^25006$/, readOnly],
  [
    /^42501$/,
    'Let its user select, insert, update and delete in all tables of the overrides, and use their sequences.',
  ],
  [/^SQLITE_READONLY.*$/, 'Let the backend write to the file of the database and to its folder.'],
  [/^(?:28...|SQLITE_AUTH)$/, "Check the user and password of the backend's database."],
  [
    /^22001$/,
    'Something is longer than its column: a key has at most 256 characters, an owner and an actor 255.',
  ],
  [/^22003$/, 'A number is outside of its column: a version is at most 2147483647.'],
  [/^22...$/, 'The row contains something that the database cannot convert: correct or delete it.'],
  [
    /^(?:23...|P0001|SQLITE_CONSTRAINT.*)$/,
    'A constraint or trigger that this package did not create refuses it: remove that from the tables of the overrides.',
  ],
  [
    /^25P02$/,
    'An earlier statement of the transaction failed: roll the transaction back, and begin another one.',
  ],
  [
    /^57014$/,
    "A statement was cancelled, by an administrator or by the role's statement_timeout: check who locks the tables, and raise a limit below ten seconds.",
  ],
  [
    /^08P01$/,
    'A pooler such as PgBouncer refuses it: its log names the cause. It must pool sessions or transactions, not statements.',
  ],
  [/^57P0.$/, 'The database is restarting or was shut down: check that it is up.'],
  [/^42.../, 'Check that migrateOverrideStore of this version has run on this database.'],
  [
    /^(?:40...|SQLITE_BUSY.*|SQLITE_LOCKED.*|55P03)$/,
    'Another transaction has locked it for long: find and end that, or try again.',
  ],
  [/^(?:53100|SQLITE_FULL|ENOSPC)$/, 'Give it more space.'],
  [/^53.../, 'Give it more connections, or the backend fewer.'],
  [
    /^ERR_DLOPEN_FAILED$/,
    'Its driver was built for another version of Node: "npm rebuild" with the one that runs the backend.',
  ],
  [/^(?:SQLITE_CANTOPEN.*|SQLITE_CORRUPT.*|SQLITE_NOTADB)$/, 'Check the file of the database.'],
];

/** What to do when tables cannot be created. */
const creationHints: readonly (readonly [codes: RegExp, hint: string])[] = [
  [
    /^42501$/,
    'Let its user create tables in the schema (GRANT CREATE ON SCHEMA), or run migrateOverrideStore once as a user who may.',
  ],
  [/^3F000$/, "Create the schema that Knex's searchPath names."],
];

/** What to do about a failure of the database. */
export function hintFor(code: string | undefined): string {
  return find(hints, code) ?? 'Check that the database is up, and that the backend reaches it.';
}

/** What to do when the tables could not be created. */
export function creationHintFor(code: string | undefined): string {
  return find(creationHints, code) ?? hintFor(code);
}

function find(
  list: readonly (readonly [codes: RegExp, hint: string])[],
  code: string | undefined,
): string | undefined {
  return list.find(([codes]) => code !== undefined && codes.test(code))?.[1];
}
