import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import { type AddressInfo, connect, type Socket } from 'node:net';

/** A real HTTP proxy on the loopback interface: it opens tunnels, or does as the test says. */
export class ConnectProxy implements AsyncDisposable {
  /** What came in: `CONNECT host:port`, or method and address of what is no tunnel. */
  readonly seen: string[] = [];
  /** The `Proxy-Authorization` of each. */
  readonly credentials: (string | undefined)[] = [];
  /** What it does with CONNECT: answer with this status (200 opens the tunnel), hang up, or say nothing. */
  answer: number | 'hang up' | 'silence' = 200;
  readonly #server: Server;
  readonly #sockets = new Set<Socket>();

  private constructor() {
    this.#server = createServer((request, response) => {
      this.#note(request);
      response.writeHead(500).end();
    });
    this.#server.on('connection', socket => {
      socket.on('error', () => undefined);
      this.#sockets.add(socket);
    });
    this.#server.on('connect', (request: IncomingMessage, socket: Socket) => {
      this.#note(request);
      this.#tunnel(request, socket);
    });
  }

  static async start(): Promise<ConnectProxy> {
    const proxy = new ConnectProxy();
    proxy.#server.listen(0, '127.0.0.1');
    await once(proxy.#server, 'listening');
    return proxy;
  }

  get url(): string {
    const address: AddressInfo | string | null = this.#server.address();
    if (address === null || typeof address === 'string') throw new Error('not listening');
    return `http://127.0.0.1:${address.port}`;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    const closed = once(this.#server, 'close');
    this.#server.close();
    for (const socket of this.#sockets) socket.destroy();
    await closed;
  }

  #note({ method, url, headers }: IncomingMessage): void {
    this.seen.push(`${method} ${url}`);
    this.credentials.push(headers['proxy-authorization']);
  }

  #tunnel({ url = '' }: IncomingMessage, socket: Socket): void {
    if (this.answer === 'silence') return;
    if (this.answer === 'hang up') {
      socket.destroy();
      return;
    }
    if (this.answer !== 200) {
      socket.end(`HTTP/1.1 ${this.answer} Refused\r\nContent-Length: 0\r\n\r\n`);
      return;
    }
    const [host, port] = url.split(':');
    const target = connect(Number(port), host, () => {
      socket.write('HTTP/1.1 200 Connection established\r\n\r\n');
      target.pipe(socket).pipe(target);
    });
    this.#sockets.add(target);
    target.on('error', () => socket.destroy());
    socket.on('close', () => target.destroy());
  }
}
