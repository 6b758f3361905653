import { execFileSync } from 'node:child_process';
import {
  appendFileSync,
  chownSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { freePort } from './free-port.ts';
import { skipsWithout } from './requires-real.ts';
import type { CertificateFiles } from './test-authority.ts';

const installFolder = '/usr/lib/postgresql';

/** The folder of PostgreSQL's programs; undefined where there is none. */
function findPostgres(): string | undefined {
  const versions = existsSync(installFolder)
    ? readdirSync(installFolder).sort((a, b) => Number(b) - Number(a))
    : [];
  return [
    ...versions.map(version => join(installFolder, version, 'bin')),
    ...(process.env['PATH'] ?? '').split(delimiter),
  ].find(folder => existsSync(join(folder, 'pg_ctl')) && existsSync(join(folder, 'initdb')));
}

/** Whether a suite on PostgreSQL is to be skipped: never where `CI` or `BOOST_REQUIRE_REAL` is set. */
export function skipsPostgres(): boolean {
  const missing = `No PostgreSQL was found below ${installFolder} or on the PATH; "apt-get install postgresql" brings it.`;
  return skipsWithout('real PostgreSQL', findPostgres() === undefined ? missing : undefined);
}

/** A PostgreSQL on its own port and folder, with the superuser `boost`. */
export interface PostgresServer {
  /** The port on 127.0.0.1. */
  readonly port: number;
  /**
   * Offers TLS with a certificate, and lets connect whom the lines of pg_hba.conf admit: `hostssl all all all trust`.
   */
  readonly restrict: (
    lines: readonly string[],
    files: CertificateFiles & { readonly clientAuthorityFile: string },
  ) => void;
  /** Ends it, and deletes its folder. */
  readonly stop: () => void;
}

/**
 * Starts a PostgreSQL. It refuses root, so that it runs as the user `postgres` then.
 *
 * @param options - the superuser's password; without one nobody needs any
 */
export async function startPostgresServer({
  password,
}: {
  readonly password?: string;
} = {}): Promise<PostgresServer> {
  const programs = findPostgres();
  if (programs === undefined) throw new Error('There is no PostgreSQL.');
  const folder = mkdtempSync(join(tmpdir(), 'postgres-'));
  const asRoot = process.getuid?.() === 0;
  const run = (program: string, ...args: string[]) => {
    const command = [join(programs, program), ...args];
    const [file = '', ...rest] = asRoot ? ['runuser', '-u', 'postgres', '--', ...command] : command;
    return execFileSync(file, rest, { cwd: folder, stdio: ['ignore', 'ignore', 'inherit'] });
  };
  const giveToServer = (path: string) => {
    if (asRoot) chownSync(path, idOfPostgres('-u'), idOfPostgres('-g'));
  };
  giveToServer(folder);
  const data = join(folder, 'data');
  const port = await freePort();
  const passwordFile = join(folder, 'password');
  if (password !== undefined) writeFileSync(passwordFile, password);
  const authentication =
    password === undefined ? ['trust'] : ['scram-sha-256', `--pwfile=${passwordFile}`];
  run('initdb', '-D', data, '-U', 'boost', '-E', 'UTF8', '--no-sync', '-A', ...authentication);
  const options = `-p ${port} -k ${folder} -c listen_addresses=127.0.0.1 -c fsync=off`;
  run('pg_ctl', '-D', data, '-w', '-o', options, '-l', join(folder, 'log'), 'start');
  const writeOwn = (name: string, text: string) => {
    const file = join(folder, name);
    writeFileSync(file, text, { mode: 0o600 });
    giveToServer(file);
    return file;
  };
  return {
    port,
    restrict(lines, { certificateFile, keyFile, clientAuthorityFile }) {
      const certificate = writeOwn('server.pem', readFileSync(certificateFile, 'utf8'));
      const key = writeOwn('server.key', readFileSync(keyFile, 'utf8'));
      const ca = writeOwn('clients.pem', readFileSync(clientAuthorityFile, 'utf8'));
      const settings = [
        'ssl = on',
        `ssl_cert_file = '${certificate}'`,
        `ssl_key_file = '${key}'`,
        `ssl_ca_file = '${ca}'`,
      ];
      appendFileSync(join(data, 'postgresql.conf'), `${settings.join('\n')}\n`);
      writeFileSync(join(data, 'pg_hba.conf'), `${lines.join('\n')}\n`);
      run('pg_ctl', '-D', data, 'reload');
    },
    stop() {
      run('pg_ctl', '-D', data, '-m', 'immediate', 'stop');
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function idOfPostgres(flag: '-u' | '-g'): number {
  return Number(execFileSync('id', [flag, 'postgres'], { encoding: 'utf8' }));
}
