import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo, Socket } from 'node:net';
import { text } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';

/** A request as the server got it. */
export interface SeenRequest {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
}

/** Answers the n-th request, from 0. */
export type Script = (
  response: ServerResponse,
  request: SeenRequest,
  index: number,
) => void | Promise<void>;

/** A server that does to each request exactly what the test says. */
export class ScriptedServer implements AsyncDisposable {
  readonly requests: SeenRequest[] = [];
  readonly #server: Server;
  readonly #sockets = new Set<Socket>();
  readonly #scheme: 'http' | 'https';

  private constructor(server: Server, scheme: 'http' | 'https') {
    this.#server = server;
    this.#scheme = scheme;
    server.on(scheme === 'http' ? 'connection' : 'secureConnection', (socket: Socket) => {
      this.#sockets.add(socket);
      socket.on('close', () => this.#sockets.delete(socket));
      socket.on('error', () => undefined);
    });
  }

  static async start(script: Script, tls?: { key: string; cert: string }): Promise<ScriptedServer> {
    const listener = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
      response.on('error', () => undefined);
      const body = await text(request).catch(() => undefined);
      if (body === undefined) return;
      const { method = '', url: path = '', headers } = request;
      const seen = { method, path, headers, body };
      scripted.requests.push(seen);
      await script(response, seen, scripted.requests.length - 1);
    };
    const onRequest = (request: IncomingMessage, response: ServerResponse): void => {
      void listener(request, response);
    };
    const server = tls === undefined ? createServer(onRequest) : createTlsServer(tls, onRequest);
    const scripted = new ScriptedServer(server, tls === undefined ? 'http' : 'https');
    await new Promise<void>(resolve => {
      server.listen(0, '127.0.0.1', resolve);
    });
    return scripted;
  }

  get origin(): string {
    return `${this.#scheme}://127.0.0.1:${this.port}`;
  }

  get port(): number {
    const address: AddressInfo | string | null = this.#server.address();
    if (address === null || typeof address === 'string') throw new Error('not listening');
    return address.port;
  }

  /** Connections that are open, as the server sees it. */
  get openConnections(): number {
    return this.#sockets.size;
  }

  /** Waits until no connection is open, and no longer than two seconds. */
  async connectionsClosed(): Promise<boolean> {
    for (let round = 0; round < 100 && this.openConnections > 0; round += 1) await sleep(20);
    return this.openConnections === 0;
  }

  async stop(): Promise<void> {
    const closed = new Promise(resolve => {
      this.#server.close(resolve);
    });
    for (const socket of this.#sockets) socket.destroy();
    await closed;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.stop();
  }
}

/** Answers with JSON. */
export function json(
  response: ServerResponse,
  body: unknown,
  status = 200,
  headers: Record<string, string> = {},
): void {
  response.writeHead(status, { 'content-type': 'application/json', ...headers });
  response.end(JSON.stringify(body));
}

/** Starts an event stream; the test writes it. */
export function eventStream(response: ServerResponse): void {
  response.writeHead(200, { 'content-type': 'text/event-stream; charset=utf-8' });
  response.flushHeaders();
}

/** Frames of an event stream, as Kagenti writes them. */
export function frames(...items: readonly unknown[]): string {
  return items.map(item => `data: ${JSON.stringify(item)}\n\n`).join('');
}

/** Resets the connection. */
export function reset(response: ServerResponse): void {
  response.socket?.resetAndDestroy();
}
