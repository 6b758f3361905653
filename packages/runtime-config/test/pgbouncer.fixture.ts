import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { freePort } from '@rhdh-boost/test-support/free-port';
import { skipsWithout } from '@rhdh-boost/test-support/requires-real';
import type { PostgresSettings } from './postgres.fixture.ts';

/** The program of PgBouncer; undefined where it is not installed. */
function findPgBouncer(): string | undefined {
  return ['/usr/sbin', ...(process.env['PATH'] ?? '').split(delimiter)]
    .map(folder => join(folder, 'pgbouncer'))
    .find(existsSync);
}

/** Whether tests on PgBouncer are skipped: never where `CI` or `BOOST_REQUIRE_REAL` is set. */
export function skipsPgBouncer(): boolean {
  const missing = 'PgBouncer was not found; "apt-get install pgbouncer" installs it.';
  return skipsWithout('real PgBouncer', findPgBouncer() === undefined ? missing : undefined);
}

/** How PgBouncer lends its connections. */
export type PoolMode = 'session' | 'transaction' | 'statement';

/** A PgBouncer in front of a database. */
export class PgBouncer implements AsyncDisposable {
  readonly connection: PostgresSettings;
  readonly #server: PostgresSettings;
  readonly #folder = mkdtempSync(join(tmpdir(), 'pgbouncer-'));
  #process: ChildProcess | undefined;

  private constructor(server: PostgresSettings, port: number) {
    this.#server = server;
    this.connection = { ...server, port };
    chmodSync(this.#folder, 0o755);
  }

  static async start(server: PostgresSettings, mode: PoolMode): Promise<PgBouncer> {
    const bouncer = new PgBouncer(server, await freePort());
    await bouncer.start(mode);
    return bouncer;
  }

  async start(mode: PoolMode): Promise<void> {
    const { host, port, user } = this.#server;
    const file = join(this.#folder, 'pgbouncer.ini');
    writeFileSync(
      file,
      `[databases]
* = host=${host} port=${port} user=${user}
[pgbouncer]
listen_addr = 127.0.0.1
listen_port = ${this.connection.port}
unix_socket_dir =
auth_type = any
pool_mode = ${mode}
`,
    );
    // PgBouncer refuses root.
    const asUser = process.getuid?.() === 0 ? ['runuser', '-u', 'postgres', '--'] : [];
    const [program, ...rest] = [...asUser, findPgBouncer() ?? 'pgbouncer', '-q', file];
    this.#process = spawn(program, rest, { stdio: 'ignore' });
    for (let attempt = 0; attempt < 100; attempt += 1) {
      const socket = connect(this.connection.port, '127.0.0.1');
      const isUp = await once(socket, 'connect').then(
        () => true,
        () => false,
      );
      socket.destroy();
      if (isUp) return;
      await pause(50);
    }
    throw new Error('PgBouncer did not start.');
  }

  async stop(): Promise<void> {
    const program = this.#process;
    this.#process = undefined;
    if (program === undefined) return;
    const ended = once(program, 'exit');
    program.kill('SIGTERM');
    await ended;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.stop();
    rmSync(this.#folder, { recursive: true });
  }
}
