import { environmentProxy } from '@rhdh-boost/internal/environment-proxy';
import { Agent, type Dispatcher, ProxyAgent } from 'undici';
import type { Redactor } from '../observability/redaction.ts';
import { TokenError } from '../token-error.ts';
import { TlsFiles, type TlsMaterial, type TlsOptions } from './tls-material.ts';

/** Where requests go through. */
export interface EndpointConnection {
  /**
   * The dispatcher for requests to that URL.
   *
   * @throws TokenError `invalid_configuration` for a proxy that is no URL
   */
  dispatcherFor(url: URL): Dispatcher;
  /** Whether requests to that URL go through a proxy of the environment, for hints. */
  isProxied(url: URL): boolean;
  /** Another one when the certificates are. */
  readonly version: string;
  /** The subject of the client's certificate; undefined without one, or where a caller's dispatcher has it. */
  readonly subject: string | undefined;
  /**
   * The thumbprint of the client's certificate (RFC 8705 section 3.1, `x5t#S256`); undefined without one, or where
   * a caller's dispatcher has it.
   */
  readonly thumbprint: string | undefined;
  /** The file of the authority that is trusted beside Node's, for hints; undefined without one. */
  readonly caFile: string | undefined;
}

/** Gives the connection for an acquisition. */
export interface EndpointConnections {
  /** @throws TokenError `invalid_configuration` for a file that has become unusable */
  current(): Promise<EndpointConnection>;
  /** Ends its own connections; a caller's dispatcher is left open. */
  close(): Promise<void>;
}

/** Connections through the caller's dispatcher. */
export function givenConnections(dispatcher: Dispatcher): EndpointConnections {
  const connection = {
    dispatcherFor: () => dispatcher,
    isProxied: () => false,
    version: '',
    subject: undefined,
    thumbprint: undefined,
    caFile: undefined,
  };
  return { current: async () => connection, close: async () => {} };
}

/**
 * Connections of the manager's own. The certificates' files are read anew for each acquisition: when one
 * has changed, as it does when certificates are rotated, new connections are made with it.
 */
export class OwnConnections implements EndpointConnections {
  readonly #files: TlsFiles;
  readonly #caFile: string | undefined;
  #connection: OwnConnection;

  /**
   * @param given The address that the manager was given: whether its proxy can be used is known immediately.
   * @throws TokenError `invalid_configuration` for files that cannot be used, or a proxy that is no URL
   */
  constructor(options: TlsOptions, given: URL, redactor: Redactor) {
    this.#files = new TlsFiles(options, redactor);
    this.#caFile = options.caFile;
    this.#connection = new OwnConnection(this.#files.readSync(), this.#caFile);
    this.#connection.dispatcherFor(given);
  }

  async current(): Promise<EndpointConnection> {
    const material = await this.#files.read();
    if (material.version !== this.#connection.version) {
      const before = this.#connection;
      this.#connection = new OwnConnection(material, this.#caFile);
      // One acquisition at a time: nothing goes on there. An error of its end concerns nobody.
      before.close().catch(() => {});
    }
    return this.#connection;
  }

  async close(): Promise<void> {
    await this.#connection.destroy();
  }
}

/**
 * Connections with certificates that stay the same. Https goes through the proxy that the environment names for
 * the host, in a tunnel that the proxy cannot look into.
 *
 * HTTP/2 would be of no use to one request in minutes, and undici (8.13) goes on with a session that the
 * server ended for its client's certificate: every later request fails with ERR_HTTP2_INVALID_SESSION.
 */
class OwnConnection implements EndpointConnection {
  readonly version: string;
  readonly subject: string | undefined;
  readonly thumbprint: string | undefined;
  readonly caFile: string | undefined;
  readonly #tls: Pick<TlsMaterial, 'secureContext'> | undefined;
  readonly #direct: Agent;
  #proxied: ProxyAgent | undefined;

  constructor(material: TlsMaterial, caFile: string | undefined) {
    const { version, secureContext, subject, thumbprint } = material;
    this.version = version;
    this.subject = subject;
    this.thumbprint = thumbprint;
    this.caFile = caFile;
    this.#tls = secureContext === undefined ? undefined : { secureContext };
    this.#direct = new Agent({ connect: { ...this.#tls }, allowH2: false });
  }

  isProxied(url: URL): boolean {
    return environmentProxy(url) !== undefined;
  }

  dispatcherFor(url: URL): Dispatcher {
    const proxy = environmentProxy(url);
    if (proxy === undefined) return this.#direct;
    this.#proxied ??= this.#through(proxy);
    return this.#proxied;
  }

  async close(): Promise<void> {
    await Promise.all([this.#direct.close(), this.#proxied?.close()]);
  }

  async destroy(): Promise<void> {
    await Promise.all([this.#direct.destroy(), this.#proxied?.destroy()]);
  }

  #through(uri: string): ProxyAgent {
    const tls = { ...this.#tls };
    try {
      return new ProxyAgent({ uri, connect: tls, requestTls: tls, allowH2: false });
    } catch {
      // The URL may hold a password.
      throw new TokenError({
        code: 'invalid_configuration',
        message: 'The environment variable HTTPS_PROXY is not the URL of a proxy',
        hint: 'Write it as http://HOST:PORT, or name the host of the token endpoint in NO_PROXY to reach it directly.',
      });
    }
  }
}
