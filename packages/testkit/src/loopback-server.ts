import { once } from 'node:events';
import { createServer, type RequestListener } from 'node:http';

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
 * @param port The port; 0 takes a free one.
 * @throws The error of `listen` (EADDRINUSE, say) when the port cannot be had.
 */
export async function startLoopbackServer(
  listener: RequestListener,
  port: number,
): Promise<LoopbackServer> {
  const server = createServer(listener);
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
