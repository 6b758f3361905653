import { Agent, type Dispatcher, EnvHttpProxyAgent } from 'undici';
import type { Redactor } from '../observability/redaction.ts';
import { TokenError } from '../token-error.ts';
import { TlsFiles, type TlsMaterial, type TlsOptions } from './tls-material.ts';

/** Where requests go through. */
export interface EndpointConnection {
  /** The dispatcher. */
  readonly dispatcher: Dispatcher;
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
  /** Whether the environment names a proxy, for hints. */
  readonly viaProxy: boolean;
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
  const unknown = { subject: undefined, thumbprint: undefined, caFile: undefined };
  const connection = { dispatcher, version: '', viaProxy: false, ...unknown };
  return { current: async () => connection, close: async () => {} };
}

/**
 * Connections of the manager's own. The certificates' files are read anew for each acquisition: when one
 * has changed, as it does when certificates are rotated, new connections are made with it.
 */
export class OwnConnections implements EndpointConnections {
  readonly #files: TlsFiles;
  readonly #caFile: string | undefined;
  #connection: EndpointConnection;

  /** @throws TokenError `invalid_configuration` for files that cannot be used, or a proxy that is no URL */
  constructor(options: TlsOptions, redactor: Redactor) {
    this.#files = new TlsFiles(options, redactor);
    this.#caFile = options.caFile;
    this.#connection = connect(this.#files.readSync(), this.#caFile);
  }

  async current(): Promise<EndpointConnection> {
    const material = await this.#files.read();
    if (material.version !== this.#connection.version) {
      const { dispatcher } = this.#connection;
      this.#connection = connect(material, this.#caFile);
      // One acquisition at a time: nothing goes on there. An error of its end concerns nobody.
      dispatcher.close().catch(() => {});
    }
    return this.#connection;
  }

  async close(): Promise<void> {
    await this.#connection.dispatcher.destroy();
  }
}

/**
 * Https goes through the proxy that HTTPS_PROXY names, unless NO_PROXY names the host, in a tunnel that
 * the proxy cannot look into. Plain http never does: it is taken where it does not leave the machine or
 * the mesh, and to a proxy it would, secret and all.
 *
 * HTTP/2 would be of no use to one request in minutes, and undici (8.13) goes on with a session that the
 * server ended for its client's certificate: every later request fails with ERR_HTTP2_INVALID_SESSION.
 */
function connect(
  { secureContext, ...material }: TlsMaterial,
  caFile: string | undefined,
): EndpointConnection {
  const tls = secureContext === undefined ? {} : { secureContext };
  const proxy = process.env['https_proxy'] || process.env['HTTPS_PROXY'] || undefined;
  const connection = { ...material, caFile };
  const options = { connect: tls, allowH2: false };
  const dispatcher =
    proxy === undefined ? new Agent(options) : proxied({ ...options, requestTls: tls }, proxy);
  return { ...connection, dispatcher, viaProxy: proxy !== undefined };
}

function proxied(options: EnvHttpProxyAgent.Options, httpsProxy: string): Dispatcher {
  try {
    return new EnvHttpProxyAgent({ ...options, httpProxy: '', httpsProxy });
  } catch {
    // The URL may hold a password.
    throw new TokenError({
      code: 'invalid_configuration',
      message: 'The environment variable HTTPS_PROXY holds no URL of a proxy',
      hint: 'Write it as http://HOST:PORT, or unset it and have Keycloak reached directly.',
    });
  }
}
