import { readFileSync } from 'node:fs';
import { type IncomingMessage, request, type ServerResponse } from 'node:http';
import { connect } from 'node:net';
import { pipeline } from 'node:stream';
import { createServer as createTlsServer } from 'node:tls';
import type { CertificateFiles } from '@rhdh-boost/test-support/test-authority';
import { listen } from './listening.fixture.ts';

/** A server in front of another one. */
export interface Front extends AsyncDisposable {
  /** Where it listens: `https://127.0.0.1:PORT`. */
  readonly origin: string;
}

/** Passes a request on to the server behind, and its answer back while it arrives. */
export function passOn(
  incoming: IncomingMessage,
  response: ServerResponse,
  target: string,
  {
    headers = incoming.headers,
    body,
  }: {
    /** Default: those of the request. */
    readonly headers?: IncomingMessage['headers'];
    /** The body, if it was read. */
    readonly body?: string;
  } = {},
): void {
  const { method = 'GET', url = '/' } = incoming;
  const passed = request(new URL(url, target), { method, headers }, answer => {
    response.writeHead(answer.statusCode ?? 502, answer.headers);
    response.flushHeaders();
    // Whichever side leaves, the other one leaves too.
    pipeline(answer, response, () => {});
  });
  passed.on('error', () => response.destroy());
  response.on('close', () => passed.destroy());
  if (body === undefined) incoming.pipe(passed);
  else passed.end(body);
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
    pipeline(socket, behind, () => {});
    pipeline(behind, socket, () => {});
  });
  // A client that does not trust the certificate hangs up.
  server.on('tlsClientError', () => {});
  const listening = await listen(server);
  return Object.assign(listening, { origin: `https://127.0.0.1:${listening.port}` });
}
