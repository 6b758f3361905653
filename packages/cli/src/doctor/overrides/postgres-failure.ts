import { codeOf, isError } from '@rhdh-boost/internal/error-name';
import { connectionFailure } from '../connection-failure.ts';
import type { Finding } from '../step.ts';
import type { PostgresSettings } from './database-settings.ts';

type Failure = readonly [code: string, text: string, remedy: string, isTemporary?: boolean];

const connection = 'backend.database.connection';

const login =
  "Correct user and password in backend.database.connection, or set the user's password in PostgreSQL.";

const trustServer = `Add to ${connection}: "ssl: { ca: { $file: database-ca.pem } }", with the PEM file of the database's authority (as a URL: ?sslmode=verify-full&sslrootcert=FILE).`;

const admit = 'Have the administrator of PostgreSQL add a line to pg_hba.conf';

/** What SQLSTATE 28000 can mean, by the server's message. One in another language than English is `login_refused`. */
const refusedLogins: readonly (readonly [message: RegExp, failure: Failure])[] = [
  [
    /pg_hba\.conf .*no encryption$/,
    [
      'tls_required',
      'admits this user, database and host only over TLS, if at all: pg_hba.conf has no line for "no encryption"',
      `${trustServer} If Node trusts the authority already, "ssl: true" is enough.`,
    ],
  ],
  [
    /pg_hba\.conf .*SSL encryption$/,
    [
      'login_refused',
      'does not admit this user, database and host: pg_hba.conf has no line for them with TLS',
      `${admit} (hostssl) and reload it, or correct user and database.`,
    ],
  ],
  [
    /valid client certificate/,
    [
      'client_certificate_required',
      'requires a client certificate',
      `Add to ${connection}.ssl: "cert: { $file: client.pem }" and "key: { $file: client.key }".`,
    ],
  ],
  [
    /^role ".*" does not exist$/,
    [
      'unknown_user',
      'does not have the user',
      `Correct ${connection}.user, or have the user created in PostgreSQL.`,
    ],
  ],
  [
    /not permitted to log in$/,
    [
      'login_not_permitted',
      'does not let the user log in',
      'Have an administrator of PostgreSQL run ALTER ROLE with LOGIN for the user.',
    ],
  ],
];

/** By SQLSTATE, the longest beginning first. */
const failures: readonly (readonly [state: RegExp, failure: Failure])[] = [
  [/^28P01$/, ['wrong_password', 'rejected the user name or the password', login]],
  [
    /^28/,
    [
      'login_refused',
      'rejected the user, or the way it connects',
      `Check that the user exists, and the lines of pg_hba.conf for it, in the log of the server. If they admit only TLS: ${trustServer}`,
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
 * The finding for a failed connection or statement, without the error's text, which may quote values.
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
    const ofLogin = state === '28000' ? failureOf(refusedLogins, error) : undefined;
    const [code, text, remedy, isTemporary = false] =
      ofLogin ?? failures.find(([states]) => states.test(state))?.[1] ?? unknownFailure;
    return [code, `${text} (${state})`, remedy, isTemporary];
  }
  const ofDriver = failureOf(driverFailures, error);
  if (ofDriver !== undefined) return ofDriver;
  const failure = connectionFailure(error);
  if (failure === undefined) return unknownFailure;
  const { kind, tls, text, remedy } = failure;
  if (tls === 'certificate-untrusted') return ['database_tls', text, trustServer];
  return kind === 'tls'
    ? ['database_tls', text, remedy]
    : ['database_unreachable', text, remedy, true];
}

function failureOf(
  known: readonly (readonly [message: RegExp, failure: Failure])[],
  error: unknown,
): Failure | undefined {
  const message = isError(error) ? error.message : '';
  return known.find(([messages]) => messages.test(message))?.[1];
}

/** The SQLSTATE of an error; undefined for one that does not come from the database. */
export function sqlState(error: unknown): string | undefined {
  const code = codeOf(error) ?? '';
  return /^[0-9A-Z]{5}$/.test(code) && /\d/.test(code) ? code : undefined;
}
