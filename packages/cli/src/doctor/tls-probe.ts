import type { X509Certificate } from 'node:crypto';
import { request } from 'node:http';
import { connect as connectTcp, type Socket } from 'node:net';
import { connect as connectTls, type SecureContext, type TLSSocket } from 'node:tls';
import { environmentProxy } from '@rhdh-boost/internal/environment-proxy';
import { codeOf } from '@rhdh-boost/internal/error-name';
import { hostOf, portOf } from './servers.ts';

/** What a connection to a server showed. */
export interface Probe {
  /** Why there is no connection, or nothing that answers HTTP: Node's code, or `PROXY_403` and `PROXY_ECONNREFUSED`. */
  readonly failure?: string;
  /** Why the server's certificate was not accepted: `CERT_HAS_EXPIRED`. */
  readonly untrusted?: string;
  /** The server's certificates, its own first, as far as it sent them. */
  readonly chain: readonly X509Certificate[];
  /** The version of TLS: `TLSv1.3`. */
  readonly protocol?: string;
  /** Whether the answer was one of HTTP. */
  readonly isHttp: boolean;
  /** The status of an HTTP answer. */
  readonly status?: number;
}

const connectTimeoutMs = 5000;
/** For a handshake or an answer. The backend waits for 15 s and longer: what answers after 5 s is slow, and works. */
const answerTimeoutMs = 10_000;

/**
 * Connects to a server as the packages do, through the proxy of the environment where they use it, and sends one HEAD
 * request: a server that rejects the client's certificate reports it only then.
 *
 * A certificate that is not accepted ends the probe after the handshake, so that nothing is sent.
 */
export async function probe(
  url: URL,
  secureContext: SecureContext | undefined,
  signal: AbortSignal,
): Promise<Probe> {
  let socket: Socket | undefined;
  try {
    socket = await openSocket(url, signal);
    if (url.protocol === 'http:') return { chain: [], ...(await head(url, socket)) };
    const secure = await startTls(url, socket, secureContext);
    socket = secure;
    const chain = chainOf(secure);
    const protocol = secure.getProtocol() ?? 'TLS';
    // An Error according to Node's types, a code according to Node.
    const problem: unknown = secure.authorizationError;
    if (!secure.authorized) {
      const untrusted = typeof problem === 'string' ? problem : codeOf(problem);
      return { chain, protocol, untrusted: untrusted ?? 'UNTRUSTED', isHttp: false };
    }
    return { chain, protocol, ...(await head(url, secure)) };
  } catch (error) {
    return { failure: codeOf(error) ?? 'an error without code', chain: [], isHttp: false };
  } finally {
    socket?.destroy();
  }
}

function failure(code: string): Error {
  return Object.assign(new Error(code), { code });
}

async function openSocket(url: URL, signal: AbortSignal): Promise<Socket> {
  const proxy = environmentProxy(url);
  if (proxy !== undefined) return await openTunnel(url, new URL(proxy), signal);
  const socket = connectTcp({ host: hostOf(url), port: portOf(url), signal });
  return await settled(
    socket,
    done => socket.once('connect', () => done(socket)),
    connectTimeoutMs,
  );
}

function openTunnel(url: URL, proxy: URL, signal: AbortSignal): Promise<Socket> {
  const { username, password } = proxy;
  const credentials = `${decodeURIComponent(username)}:${decodeURIComponent(password)}`;
  const asked = request({
    host: hostOf(proxy),
    port: portOf(proxy),
    method: 'CONNECT',
    path: `${url.hostname}:${portOf(url)}`,
    signal,
    timeout: connectTimeoutMs,
    ...(username !== '' && {
      headers: {
        'proxy-authorization': `Basic ${Buffer.from(credentials).toString('base64')}`,
      },
    }),
  });
  return new Promise((resolve, reject) => {
    asked.on('connect', ({ statusCode }, socket) => {
      if (statusCode === 200) return resolve(socket);
      socket.destroy();
      reject(failure(`PROXY_${statusCode}`));
    });
    asked.on('response', ({ statusCode }) => reject(failure(`PROXY_${statusCode}`)));
    asked.on('timeout', () => asked.destroy(failure('ETIMEDOUT')));
    asked.on('error', error => reject(failure(`PROXY_${codeOf(error) ?? 'ECONNRESET'}`)));
    asked.end();
  });
}

async function startTls(
  url: URL,
  socket: Socket,
  secureContext: SecureContext | undefined,
): Promise<TLSSocket> {
  const host = hostOf(url);
  const secure = connectTls({
    socket,
    host,
    // RFC 6066 section 3 has no addresses there.
    ...(/^[\d.]+$|:/.test(host) ? {} : { servername: host }),
    ALPNProtocols: ['http/1.1'],
    // The certificate is judged, and shown, before anything is sent.
    rejectUnauthorized: false,
    ...(secureContext && { secureContext }),
  });
  return await settled(secure, done => secure.once('secureConnect', () => done(secure)));
}

/** The first line of the answer to a HEAD request. */
async function head(url: URL, socket: Socket): Promise<Pick<Probe, 'isHttp' | 'status'>> {
  const first = settled<Buffer>(socket, done => socket.once('data', done));
  socket.write(`HEAD ${url.pathname} HTTP/1.1\r\nHost: ${url.host}\r\nConnection: close\r\n\r\n`);
  const [, status] = /^HTTP\/1\.[01] (\d{3})/.exec((await first).toString('latin1')) ?? [];
  return status === undefined ? { isHttp: false } : { isHttp: true, status: Number(status) };
}

/** What a socket brings, or why it does not. */
function settled<T>(
  socket: Socket,
  listen: (done: (value: T) => void) => void,
  timeoutMs = answerTimeoutMs,
): Promise<T> {
  return new Promise((resolve, reject) => {
    socket.setTimeout(timeoutMs, () => reject(failure('ETIMEDOUT')));
    socket.on('error', reject);
    socket.once('close', () => reject(failure('ECONNRESET')));
    listen(resolve);
  });
}

/** Each certificate with the one that issued it, until none is known. */
function chainOf(socket: TLSSocket): X509Certificate[] {
  const chain: X509Certificate[] = [];
  let certificate = socket.getPeerX509Certificate();
  while (certificate !== undefined && chain.length < 10) {
    chain.push(certificate);
    const issuer = certificate.issuerCertificate;
    certificate = issuer?.fingerprint256 === certificate.fingerprint256 ? undefined : issuer;
  }
  return chain;
}
