import { once } from 'node:events';
import { createServer, type Server, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { createServer as createTlsServer } from 'node:tls';
import { authority, certificate, certificateKey } from '../fixtures/certificates.fixture.ts';
import { answerWell } from './answers.fixture.ts';
import type { Fault, FaultRequest } from './fault.fixture.ts';

/** The largest head that is read here; the client sends much shorter ones. */
const maximumHeadBytes = 64 * 1024;

/** How a server is made, of a fault. */
type Making = Pick<Fault, 'kind' | 'certificate' | 'wantsCertificate'>;

/**
 * A server of which everything can be made to fail. It speaks HTTP by itself: Node's would refuse to write
 * half of what goes wrong here.
 */
export class FaultServer implements AsyncDisposable {
  /** Requests that came, whole or in part, by method and path. */
  readonly requests = new Map<string, number>();
  /** How often each operation ran, by method and path. */
  readonly runs = new Map<string, number>();
  /** Requests that came on a connection which had carried another one before, by method and path. */
  readonly reused = new Map<string, number>();
  readonly #front: Server;
  readonly #tls: Server | undefined;
  readonly #sockets = new Set<Socket>();
  readonly #scheme: string;
  /** What goes wrong from now on. */
  #fault: Pick<Fault, 'onConnection' | 'onHead' | 'onRequest' | 'runs'> = {};
  #bytesWritten = 0;

  private constructor(fault: Making) {
    this.#front = createServer(socket => {
      this.#accepted(socket);
    });
    this.#scheme = fault.kind === 'tls' ? 'https' : 'http';
    if (fault.kind !== 'tls') return;
    const material = { cert: fault.certificate ?? certificate, key: certificateKey };
    const version = fault.wantsCertificate;
    const wanted = version !== undefined && {
      requestCert: true,
      ca: authority,
      minVersion: version,
      maxVersion: version,
    };
    this.#tls = createTlsServer({ ...material, ...wanted }, socket => {
      socket.on('error', () => undefined);
      this.#serve(socket);
    });
    this.#tls.on('tlsClientError', () => undefined);
  }

  static async start(fault: Making = {}): Promise<FaultServer> {
    const server = new FaultServer(fault);
    server.#front.listen(0, '127.0.0.1');
    await once(server.#front, 'listening');
    return server;
  }

  /** Where it is, by address. */
  get origin(): string {
    return `${this.#scheme}://127.0.0.1:${this.port}`;
  }

  get port(): number {
    const address = this.#front.address();
    if (address === null || typeof address === 'string') throw new Error('not listening');
    return address.port;
  }

  /** Forgets what it counted. */
  clearCounts(): void {
    for (const counts of [this.requests, this.runs, this.reused]) counts.clear();
  }

  /** Makes it go wrong from now on. */
  strike(fault: Fault): void {
    this.#fault = fault;
    if (fault.unreachable === true) this.#front.close();
  }

  /** Connections that are open, as the server sees them. */
  get openConnections(): number {
    return this.#sockets.size;
  }

  /** Bytes that were given to connections which are closed. */
  get bytesWritten(): number {
    return this.#bytesWritten;
  }

  /** Waits until so many connections are open, and no longer than two seconds; gives how many there are. */
  async connections(wanted: number): Promise<number> {
    for (let round = 0; round < 100 && this.openConnections !== wanted; round += 1) await sleep(20);
    return this.openConnections;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (const socket of this.#sockets) socket.destroy();
    if (this.#front.listening) {
      this.#front.close();
      await once(this.#front, 'close');
    }
  }

  #accepted(socket: Socket): void {
    this.#sockets.add(socket);
    socket.on('error', () => undefined);
    socket.once('close', () => {
      this.#sockets.delete(socket);
      this.#bytesWritten += socket.bytesWritten;
    });
    if (this.#fault.onConnection !== undefined) {
      // Only one that is read is seen to be closed by the other side.
      socket.resume();
      this.#fault.onConnection(socket);
    } else if (this.#tls !== undefined) this.#tls.emit('connection', socket);
    else this.#serve(socket);
  }

  #serve(socket: Socket): void {
    let waiting = Buffer.alloc(0);
    let request: (FaultRequest & { readonly end: number }) | undefined;
    let isUsed = false;
    const onData = (piece: Buffer): void => {
      waiting = Buffer.concat([waiting, piece]);
      request ??= this.#begun(waiting);
      if (request === undefined) return;
      if (this.#fault.onHead !== undefined) {
        socket.off('data', onData);
        this.#fault.onHead(socket, request);
        return;
      }
      if (waiting.length < request.end) return;
      const whole = request;
      waiting = waiting.subarray(request.end);
      request = undefined;
      if (isUsed) countOne(this.reused, keyOf(whole));
      isUsed = true;
      if (this.#fault.runs?.(whole) ?? true) countOne(this.runs, keyOf(whole));
      (this.#fault.onRequest ?? answerWell)(socket, whole);
    };
    socket.on('data', onData);
  }

  /** The request whose head is there. */
  #begun(bytes: Buffer): (FaultRequest & { readonly end: number }) | undefined {
    const head = bytes.subarray(0, maximumHeadBytes).toString('latin1');
    const headEnd = head.indexOf('\r\n\r\n');
    if (headEnd === -1) return undefined;
    const lines = head.slice(0, headEnd);
    const [method = '', path = ''] = lines.split(' ', 2);
    const length = Number(/^content-length: (\d+)$/im.exec(lines)?.[1] ?? 0);
    const wantsStream = /^accept: text\/event-stream$/im.test(lines);
    const index = this.requests.get(keyOf({ method, path })) ?? 0;
    countOne(this.requests, keyOf({ method, path }));
    return { method, path, wantsStream, index, end: headEnd + 4 + length };
  }
}

/** What counts as the same operation. */
export function keyOf({ method, path }: Pick<FaultRequest, 'method' | 'path'>): string {
  return `${method} ${path}`;
}

/** All counts together. */
export function totalOf(counts: ReadonlyMap<string, number>): number {
  return [...counts.values()].reduce((total, count) => total + count, 0);
}

function countOne(counts: Map<string, number>, key: string): void {
  counts.set(key, (counts.get(key) ?? 0) + 1);
}
