import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer, type IncomingMessage, request, type ServerResponse } from 'node:http';
import { connect } from 'node:net';
import { createServer as createTlsServer } from 'node:tls';
import type { CertificateFiles } from '@rhdh-boost/test-support/test-authority';

/** A server in front of another one. */
export interface Front extends AsyncDisposable {
  /** Where it listens: `https://127.0.0.1:PORT`. */
  readonly origin: string;
}

/** Ends TLS in front of a server, as a route of OpenShift does. */
export async function startTlsFront(
  target: string,
  files: CertificateFiles | { readonly certificate: string; readonly key: string },
): Promise<Front> {
  const secure =
    'key' in files
      ? { cert: files.certificate, key: files.key }
      : { cert: readFileSync(files.certificateFile), key: readFileSync(files.keyFile) };
  const { hostname, port } = new URL(target);
  const server = createTlsServer(secure, socket => {
    const behind = connect(Number(port), hostname);
    socket.on('error', () => behind.destroy()).on('close', () => behind.destroy());
    behind.on('error', () => socket.destroy()).on('close', () => socket.destroy());
    socket.pipe(behind).pipe(socket);
  });
  // A client that does not trust the certificate hangs up.
  server.on('tlsClientError', () => {});
  return { origin: `https://127.0.0.1:${await listen(server)}`, ...closing(server) };
}

/** Adds a token to each request, so that a Kagenti behind it is one without authentication. */
export async function startOpenFront(
  target: string,
  getToken: () => Promise<string>,
): Promise<Front> {
  const forward = async (incoming: IncomingMessage, response: ServerResponse): Promise<void> => {
    const headers = { ...incoming.headers, authorization: `Bearer ${await getToken()}` };
    const forwarded = request(
      new URL(incoming.url ?? '/', target),
      { method: incoming.method ?? 'GET', headers },
      answer => {
        response.writeHead(answer.statusCode ?? 502, answer.headers);
        answer.pipe(response);
      },
    );
    forwarded.on('error', () => response.destroy());
    response.on('close', () => forwarded.destroy());
    incoming.pipe(forwarded);
  };
  const server = createServer((incoming, response) => {
    forward(incoming, response).catch(() => response.destroy());
  });
  return { origin: `http://127.0.0.1:${await listen(server)}`, ...closing(server) };
}

type Listening = ReturnType<typeof createServer> | ReturnType<typeof createTlsServer>;

async function listen(server: Listening): Promise<number> {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  return typeof address === 'object' && address !== null ? address.port : 0;
}

function closing(server: Listening): AsyncDisposable {
  return {
    async [Symbol.asyncDispose]() {
      server.close();
    },
  };
}
