import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { Server, Socket } from 'node:net';
import { onTestFinished } from 'vitest';

/** A server that listens on the loopback interface; its connections end with it. */
export interface Listening extends AsyncDisposable {
  /** Where it listens. */
  readonly port: number;
}

/** Lets a server listen on a free port. */
export async function listen(server: Server): Promise<Listening> {
  const sockets = new Set<Socket>();
  server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const { port } = Object(server.address());
  return {
    port,
    async [Symbol.asyncDispose]() {
      const closed = once(server, 'close');
      server.close();
      for (const socket of sockets) socket.destroy();
      await closed;
    },
  };
}

/** Lets a server listen until the end of the test, and returns its port. */
export async function portOf(server: Server): Promise<number> {
  const listening = await listen(server);
  onTestFinished(() => listening[Symbol.asyncDispose]());
  return listening.port;
}

/** What answers a request; where it fails, the connection is closed. */
type Answer = (incoming: IncomingMessage, response: ServerResponse) => unknown;

/** Starts an HTTP server. */
export async function startHttpServer(
  answer: Answer,
): Promise<AsyncDisposable & { readonly origin: string }> {
  const server = createServer((incoming, response) => {
    (async () => answer(incoming, response))().catch(() => response.destroy());
  });
  const listening = await listen(server);
  return Object.assign(listening, { origin: `http://127.0.0.1:${listening.port}` });
}

/** Starts an HTTP server for one test, and returns its origin. */
export async function serve(answer: Answer): Promise<string> {
  const server = await startHttpServer(answer);
  onTestFinished(() => server[Symbol.asyncDispose]());
  return server.origin;
}
