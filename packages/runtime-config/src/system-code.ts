import { isError } from '@rhdh-boost/internal/error-name';

/** Codes of Node, SQLite and PostgreSQL are safe to print; texts quote the statement. */
export function systemCode(error: unknown): string | undefined {
  if (typeof error !== 'object' || error === null) return undefined;
  const code = 'code' in error ? error.code : undefined;
  return typeof code === 'string' && /^[A-Z0-9_]{2,40}$/.test(code) ? code : undefined;
}

/** Whether a table is missing: SQLSTATE 42P01, for which SQLite has no code. */
export function isMissingTable(error: unknown): boolean {
  return systemCode(error) === '42P01' || (isError(error) && /no such table: /.test(error.message));
}

/** The way out of a failure with such a code, most special first: SQLSTATE classes, SQLite's and Node's codes. */
const hints: readonly (readonly [codes: RegExp, hint: string])[] = [
  [
    /^(?:42501|SQLITE_READONLY.*)$/,
    'Let its user select, insert, update and delete in all tables of the overrides.',
  ],
  [/^(?:28...|SQLITE_AUTH)$/, "Check the user and password of the backend's database."],
  [
    /^42.../,
    'Check that the schema of the connection exists, and that migrateOverrideStore created the table.',
  ],
  [
    /^(?:40...|SQLITE_BUSY.*|SQLITE_LOCKED.*|55P03)$/,
    'Others wrote at the same time for long. Try again.',
  ],
  [/^(?:53100|SQLITE_FULL|ENOSPC)$/, 'Give it more space.'],
  [/^53.../, 'Give it more connections, or the backend fewer.'],
  [
    /^ERR_DLOPEN_FAILED$/,
    'Its driver was built for another version of Node: "npm rebuild" with the one that runs the backend.',
  ],
  [/^(?:SQLITE_CANTOPEN.*|SQLITE_CORRUPT.*|SQLITE_NOTADB)$/, 'Check the file of the database.'],
];

/** What to do about a failure of the database. */
export function hintFor(code: string | undefined): string {
  const found = hints.find(([codes]) => code !== undefined && codes.test(code));
  return found?.[1] ?? 'Check that the database is up, and that the backend reaches it.';
}
