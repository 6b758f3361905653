import { readFileSync } from 'node:fs';
import type { SecureContext } from 'node:tls';
import { environmentProxy } from '@rhdh-boost/internal/environment-proxy';
import { systemCodeOf } from '@rhdh-boost/internal/error-name';
import { isFileContent, printablePath } from '@rhdh-boost/internal/printable-path';
import { makeTlsMaterial } from '@rhdh-boost/internal/tls-files';
import { Agent, buildConnector, type Dispatcher, Pool, ProxyAgent } from 'undici';
import { invalidOptions } from '../errors/invalid-options.ts';
import { KagentiError } from '../errors/kagenti-error.ts';
import type { BaseUrl } from './base-url.ts';
import type { KagentiClientOptions } from './client-options.ts';

/** What requests go through. */
export interface Connections {
  /** The dispatcher. */
  readonly dispatcher: Dispatcher;
  /** Whether it is ours to close. */
  readonly owned: boolean;
  /** Whether it goes through the proxy that the environment names, for hints. */
  readonly viaProxy: boolean;
}

/** What connections of the client's own are made for. */
export interface ConnectionPlan {
  /** Where they go. */
  readonly baseUrl: BaseUrl;
  /** How long one may take to come about, in milliseconds. */
  readonly connectMs: number;
}

/**
 * The dispatcher that was given, or one of the client's own.
 *
 * @throws KagentiError `invalid_options` for an authority or a proxy that cannot be used.
 */
export function resolveConnections(
  { dispatcher, tls }: Pick<KagentiClientOptions, 'dispatcher' | 'tls'>,
  plan: ConnectionPlan,
): Connections {
  if (dispatcher === undefined) {
    return ownConnections(plan, tls === undefined ? {} : trustAuthorities(tls.caFile));
  }
  if (tls !== undefined) {
    throw invalidOptions(
      'tls has no effect beside a dispatcher: give the dispatcher its authorities',
    );
  }
  return { dispatcher, owned: false, viaProxy: false };
}

/**
 * Https goes through the proxy that the environment names, in a tunnel that the proxy cannot look into.
 *
 * HTTP/2 is used where the server offers it, which is undici's default.
 */
function ownConnections(
  { baseUrl, connectMs }: ConnectionPlan,
  authorities: { readonly secureContext?: SecureContext },
): Connections {
  const connect = { timeout: connectMs, ...authorities };
  const proxy = environmentProxy(new URL(baseUrl.origin));
  if (proxy === undefined) {
    const dispatcher = new Agent({ connect: tellingAlerts(connect) });
    return { dispatcher, owned: true, viaProxy: false };
  }
  // A proxy that takes the connection and then says nothing is no connection, either.
  const clientFactory = (origin: URL, options: object): Dispatcher =>
    new Pool(origin, { ...options, headersTimeout: connectMs });
  const options = { connect, requestTls: connect, connectTimeout: connectMs, clientFactory };
  try {
    return { dispatcher: new ProxyAgent({ ...options, uri: proxy }), owned: true, viaProxy: true };
  } catch {
    // The URL may hold a password.
    throw invalidOptions(
      'the environment variable HTTPS_PROXY, where it is set, holds the URL of a proxy: write it as http://HOST:PORT, or name the host of the backend in NO_PROXY',
    );
  }
}

/**
 * Connects, and lets an alert of TLS end the connection. Over HTTP/1.1 undici would go by the end of the
 * stream that follows it, and nobody would hear that the server wants a client certificate.
 */
function tellingAlerts(options: buildConnector.BuildOptions): buildConnector.connector {
  const connect = buildConnector(options);
  return (target, callback) => {
    connect(target, (...outcome) => {
      const [, socket] = outcome;
      socket?.once('error', error => socket.destroy(error));
      callback(...outcome);
    });
  };
}

const caOption = 'tls.caFile (boost.providers.kagenti.tls.caFile)';

/**
 * Authorities of the file, beside those of Node. TLS itself takes any text, and trusts none of it. They are parsed
 * once: as `ca` they would be for each connection, which takes longer than its handshake.
 */
function trustAuthorities(caFile: string): { readonly secureContext?: SecureContext } {
  const text = readAuthorityFile(caFile);
  try {
    const { secureContext } = makeTlsMaterial({ caFile: text });
    return secureContext === undefined ? {} : { secureContext };
  } catch (cause) {
    throw new KagentiError(`${caOption} cannot be used: ${caFile} holds no PEM certificate.`, {
      code: 'invalid_options',
      cause,
    });
  }
}

/** What may be a secret is left out of the error, and so is Node's error, whose message repeats the path. */
function readAuthorityFile(caFile: string): string {
  try {
    return readFileSync(caFile, 'utf8');
  } catch (cause) {
    const code = 'invalid_options';
    if (isFileContent(caFile)) {
      const message = `${caOption} contains the certificate itself, not the path of a file. Give the path of a PEM file.`;
      throw new KagentiError(message, { code });
    }
    const path = printablePath(caFile);
    if (path !== undefined) {
      throw new KagentiError(`${caOption} cannot be used: ${path} cannot be read.`, {
        code,
        cause,
      });
    }
    const message = `${caOption} cannot be used: the file cannot be read (${systemCodeOf(cause) ?? 'an error'}). Give a path that starts with / or ./.`;
    throw new KagentiError(message, { code });
  }
}
