import { isError } from '@rhdh-boost/internal/error-name';
import { connectionFailure } from '../connection-failure.ts';
import type { Finding } from '../step.ts';
import type { PostgresSettings } from './database-settings.ts';

type Failure = readonly [code: string, text: string, remedy: string, isTemporary?: boolean];

const login =
  "Correct user and password in backend.database.connection, or set the user's password in PostgreSQL.";

/** By SQLSTATE, the longest beginning first. */
const failures: readonly (readonly [state: RegExp, failure: Failure])[] = [
  [/^28P01$/, ['wrong_password', 'rejected the user name or the password', login]],
  [
    /^28/,
    [
      'login_refused',
      'rejected the user, or the way it connects',
      'Check that the user exists, and that pg_hba.conf admits it from this host. If it admits only encrypted connections, set ssl in backend.database.connection.',
    ],
  ],
  [
    /^42501$/,
    [
      'no_permission',
      'does not let the user connect to the database or switch to its role',
      'Allow it: GRANT CONNECT ON DATABASE, and GRANT the role to the user.',
    ],
  ],
  [
    /^53300$/,
    [
      'too_many_connections',
      'has no connection left',
      'Raise max_connections, or lower the pools of its clients.',
      true,
    ],
  ],
  [/^57P/, ['database_starting', 'is starting or shutting down', 'Wait until it is up.', true]],
];

const unknownFailure: Failure = [
  'database_failed',
  'failed in a way that boost does not know',
  "Read the log of the database's server.",
];

/** What pg reports without a code, by its message. */
const driverFailures: readonly (readonly [message: RegExp, failure: Failure])[] = [
  [
    /does not support SSL/,
    [
      'database_tls',
      'does not offer TLS, which the connection demands',
      'Switch TLS on at the server, or take ssl out of backend.database.connection.',
    ],
  ],
  [
    /client password must be/,
    ['wrong_password', 'requires a password, and the connection has none', login],
  ],
  [
    /timeout expired|due to connection timeout|Query read timeout/,
    [
      'database_unreachable',
      'did not answer in time',
      'Check that host and port are right, and that no firewall or network policy drops the connection.',
      true,
    ],
  ],
  [
    /Connection terminated/,
    [
      'database_unreachable',
      'closed the connection',
      "Check that the port is PostgreSQL's, and read the log of its server.",
      true,
    ],
  ],
];

/**
 * What a failed connection or statement says, without its text, which may quote values.
 *
 * @param error - what pg or Knex threw
 * @param settings - where the database is
 */
export function databaseFailure(error: unknown, { server }: PostgresSettings): Finding {
  const [code, text, remedy, isTemporary = false] = describe(error);
  return {
    severity: 'error',
    code,
    message: `PostgreSQL at ${server}, from backend.database.connection, ${text}.`,
    remedy,
    ...(isTemporary && { isTemporary }),
  };
}

function describe(error: unknown): Failure {
  const state = sqlState(error);
  if (state !== undefined) {
    const [code, text, remedy, isTemporary] =
      failures.find(([states]) => states.test(state))?.[1] ?? unknownFailure;
    return [code, `${text} (${state})`, remedy, isTemporary];
  }
  const message = isError(error) ? error.message : '';
  const ofDriver = driverFailures.find(([messages]) => messages.test(message))?.[1];
  if (ofDriver !== undefined) return ofDriver;
  const failure = connectionFailure(error);
  if (failure === undefined) return unknownFailure;
  const { kind, text, remedy } = failure;
  return kind === 'tls'
    ? ['database_tls', text, remedy]
    : ['database_unreachable', text, remedy, true];
}

/** The SQLSTATE of an error; undefined for one that does not come from the database. */
export function sqlState(error: unknown): string | undefined {
  const code: unknown = isError(error) && 'code' in error ? error.code : undefined;
  return typeof code === 'string' && /^[0-9A-Z]{5}$/.test(code) && /\d/.test(code)
    ? code
    : undefined;
}
