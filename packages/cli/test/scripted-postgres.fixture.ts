import { createServer, type Socket } from 'node:net';
import { type SecureContextOptions, TLSSocket } from 'node:tls';
import { portOf } from './listening.fixture.ts';

/** An error of PostgreSQL. */
interface PostgresError {
  /** SQLSTATE: `28P01`. */
  readonly state: string;
  /** Its message. */
  readonly message?: string;
}

type Value = string | number | boolean | null;

/** A row of a result, by its columns. */
type Row = Readonly<Record<string, Value>>;

/** What a server does. */
export interface PostgresScript {
  /** Its certificate and key. Default: it offers no TLS. */
  readonly tls?: SecureContextOptions;
  /** What it answers to who connects to a database. Default: it lets everybody in. */
  readonly login?: (database: string) => PostgresError | 'ask' | 'close' | 'silence' | undefined;
  /** What it answers to a statement. Default: no row. */
  readonly query?: (sql: string, database: string) => PostgresError | readonly Row[];
}

/** A server on which faults happen on command. */
export interface ScriptedPostgres {
  readonly port: number;
  /** `127.0.0.1:PORT`. */
  readonly server: string;
  /** Who came: `user@database`. */
  readonly logins: readonly string[];
}

const sslRequest = 80_877_103;

/** Starts a server that speaks version 3 of PostgreSQL's protocol, for one test. */
export async function startPostgres(script: PostgresScript = {}): Promise<ScriptedPostgres> {
  const logins: string[] = [];
  const server = createServer(socket => new Session(socket, script, logins).greet());
  const port = await portOf(server);
  return { port, server: `127.0.0.1:${port}`, logins };
}

/** One connection. */
class Session {
  readonly #socket: Socket;
  readonly #script: PostgresScript;
  readonly #logins: string[];
  #received = Buffer.alloc(0);
  #database = '';
  /** The statement of the extended protocol. */
  #sql = '';
  /** Whether it failed: what follows is ignored up to Sync. */
  #hasFailed = false;

  constructor(socket: Socket, script: PostgresScript, logins: string[]) {
    this.#socket = socket.on('error', () => {});
    this.#script = script;
    this.#logins = logins;
  }

  /** Waits for the first message, which has no type. */
  greet(): void {
    this.#socket.once('data', (message: Buffer) => {
      if (message.readInt32BE(4) !== sslRequest) return this.#logIn(message);
      const { tls } = this.#script;
      this.#socket.write(tls === undefined ? 'N' : 'S');
      if (tls === undefined) return this.greet();
      const secure = new TLSSocket(this.#socket, { isServer: true, ...tls });
      new Session(secure, this.#script, this.#logins).greet();
    });
  }

  #logIn(message: Buffer): void {
    const words = message.toString('utf8', 8).split('\0');
    const parameter = (name: string) => words[words.indexOf(name) + 1] ?? '';
    this.#database = parameter('database');
    this.#logins.push(`${parameter('user')}@${this.#database}`);
    const answer = this.#script.login?.(this.#database);
    if (answer === 'silence') return;
    if (answer === 'close') return void this.#socket.end();
    if (answer === 'ask') {
      this.#socket.once('data', () => this.#send('R', int32(11), 'r=x,s=eA==,i=4096'));
      return this.#send('R', int32(10), 'SCRAM-SHA-256\0\0');
    }
    if (answer !== undefined) return void this.#socket.end(errorMessage(answer));
    this.#send('R', int32(0));
    this.#ready();
    this.#socket.on('data', (piece: Buffer) => this.#take(piece));
  }

  #take(piece: Buffer): void {
    this.#received = Buffer.concat([this.#received, piece]);
    while (this.#received.length >= 5) {
      const end = 1 + this.#received.readInt32BE(1);
      if (this.#received.length < end) return;
      const body = this.#received.subarray(5, end);
      const type = String.fromCodePoint(this.#received[0] ?? 0);
      this.#received = this.#received.subarray(end);
      this.#answer(type, body.toString());
    }
  }

  #answer(type: string, body: string): void {
    const [first = '', second = ''] = body.split('\0');
    if (type === 'X') this.#socket.end();
    else if (type === 'Q') {
      this.#run(first);
      this.#ready();
    } else if (type === 'S') this.#ready();
    else if (this.#hasFailed) return;
    else if (type === 'P') {
      this.#sql = second;
      this.#send('1');
    } else if (type === 'B') this.#send('2');
    else if (type === 'E') this.#run(this.#sql);
  }

  /** Sends the rows, with their columns before. */
  #run(sql: string): void {
    // Knex asks first.
    const answer =
      sql === 'select version();'
        ? [{ version: 'PostgreSQL 17.2' }]
        : (this.#script.query?.(sql, this.#database) ?? []);
    if (!isRows(answer)) {
      this.#hasFailed = true;
      this.#socket.write(errorMessage(answer));
      return;
    }
    const columns = Object.entries(answer[0] ?? {});
    const described = columns.map(([name, value]) =>
      Buffer.concat([
        Buffer.from(`${name}\0`),
        int32(0),
        int16(0),
        int32(typeIds[typeof value] ?? 25),
        int16(-1),
        int32(-1),
        int16(0),
      ]),
    );
    this.#send('T', int16(columns.length), ...described);
    for (const row of answer) {
      const values = columns.map(([name]) => encode(row[name] ?? null));
      this.#send('D', int16(values.length), ...values);
    }
    this.#send('C', 'SELECT\0');
  }

  #ready(): void {
    this.#hasFailed = false;
    this.#send('Z', 'I');
  }

  #send(type: string, ...parts: readonly (Buffer | string)[]): void {
    this.#socket.write(messageOf(type, ...parts));
  }
}

/** OIDs of the types whose values are no texts. */
const typeIds: Readonly<Record<string, number>> = { boolean: 16, number: 23 };

function encode(value: Value): Buffer {
  if (value === null) return int32(-1);
  // The text format of a boolean is its first letter.
  const text = Buffer.from(typeof value === 'boolean' ? String(value).slice(0, 1) : String(value));
  return Buffer.concat([int32(text.length), text]);
}

function isRows(answer: PostgresError | readonly Row[]): answer is readonly Row[] {
  return Array.isArray(answer);
}

function errorMessage({ state, message = 'canary of a message' }: PostgresError): Buffer {
  return messageOf('E', `SERROR\0C${state}\0M${message}\0\0`);
}

function messageOf(type: string, ...parts: readonly (Buffer | string)[]): Buffer {
  const body = Buffer.concat(parts.map(part => Buffer.from(part)));
  return Buffer.concat([Buffer.from(type), int32(body.length + 4), body]);
}

function int16(value: number): Buffer {
  const buffer = Buffer.alloc(2);
  buffer.writeInt16BE(value);
  return buffer;
}

function int32(value: number): Buffer {
  const buffer = Buffer.alloc(4);
  buffer.writeInt32BE(value);
  return buffer;
}
