import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';

/** An HTTP server on the loopback interface. */
export interface LoopbackServer {
  /** `http://127.0.0.1:PORT` */
  readonly origin: string;
  /** Ends the server and every connection, also those that still wait for an answer. */
  stop(): Promise<void>;
}

/**
 * Starts an HTTP server that only this machine can reach.
 *
 * @param handle Answers a request. When it fails, the connection is closed: most often the caller has
 * gone, and anything else must not pass for an answer.
 * @param port The port; 0 takes a free one.
 * @throws The error of `listen` (EADDRINUSE, say) when the port cannot be had.
 */
export async function startLoopbackServer(
  handle: (request: IncomingMessage, response: ServerResponse) => void | Promise<void>,
  port: number,
): Promise<LoopbackServer> {
  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    try {
      await handle(request, response);
    } catch {
      response.destroy();
    }
  };
  const server = createServer((request, response) => void answer(request, response));
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') {
    throw new Error('The server listens on no TCP port');
  }
  let stopped: Promise<void> | undefined;
  return {
    origin: `http://127.0.0.1:${address.port}`,
    stop() {
      stopped ??= new Promise(resolve => {
        server.close(() => resolve());
        server.closeAllConnections();
      });
      return stopped;
    },
  };
}
