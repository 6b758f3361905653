import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { buffer } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';

/** A request that came to the relay, body and all. */
export interface Relayed {
  readonly method: string;
  readonly path: string;
  /** Has the server do it, whether the caller is still there or not. */
  readonly forward: () => Promise<{ status: number; body: string }>;
}

/** A gateway in front of a server: unlike a fault of the server's, it can let a request run on without its caller. */
export async function startRelay(
  target: string,
  answer: (request: Relayed) => Promise<{ status: number; body: string }>,
): Promise<AsyncDisposable & { readonly baseUrl: string }> {
  const relay = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const body = await buffer(request);
    const { method = '', url: path = '' } = request;
    const { authorization = '', 'content-type': type = 'application/json' } = request.headers;
    const forward = async () => {
      const answered = await fetch(target + path, {
        method,
        headers: { authorization, 'content-type': type },
        ...(body.length === 0 ? {} : { body: new Uint8Array(body) }),
      });
      return { status: answered.status, body: await answered.text() };
    };
    const given = await answer({ method, path, forward });
    response.writeHead(given.status, { 'content-type': 'application/json' }).end(given.body);
  };
  const server = createServer((request, response) => {
    void relay(request, response);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const port: unknown = Reflect.get(Object(server.address()), 'port');
  return {
    baseUrl: `http://127.0.0.1:${String(port)}`,
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections();
      server.close();
      await sleep(0);
    },
  };
}
