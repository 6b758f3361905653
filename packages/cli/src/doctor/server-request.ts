import { environmentProxy } from '@rhdh-boost/internal/environment-proxy';
import { codeOf, isError, systemCodeOf } from '@rhdh-boost/internal/error-name';
import { Agent, ProxyAgent, request } from 'undici';
import { serverTrust } from './server-trust.ts';
import type { Server } from './servers.ts';
import type { StepContext } from './step.ts';

/** An answer of a server. */
export interface ServerAnswer {
  /** HTTP status. */
  readonly status: number;
  /** A header's value; undefined without it. */
  header(name: string): string | undefined;
  /** The first 256 KiB of the body. */
  readonly text: string;
  /** When the request was sent, in milliseconds since 1970 by this machine. */
  readonly sentAt: number;
  /** When the headers came, in milliseconds since 1970 by this machine. */
  readonly receivedAt: number;
}

/** No answer came. */
export interface NoAnswer {
  /** Node's or undici's code: `ECONNREFUSED`. */
  readonly failure: string;
}

const connectTimeoutMs = 5000;
/** For the whole answer. The backend waits for Keycloak for 15 s: what answers after 5 s is slow, and works. */
const timeoutMs = 10_000;
const longestText = 2 ** 18;

/**
 * Sends a GET request without a credential, trusting what the packages trust, through the proxy of the environment
 * where they use it. A redirect is not followed.
 *
 * @param accept - the media type that is asked for. Default: JSON
 */
export async function askServer(
  server: Server,
  url: URL,
  context: Pick<StepContext, 'configuration' | 'cwd' | 'signal'>,
  accept = 'application/json',
): Promise<ServerAnswer | NoAnswer> {
  const { secureContext } = await serverTrust(server, context);
  const tls = secureContext === undefined ? {} : { secureContext };
  const proxy = environmentProxy(url);
  const connect = { ...tls, timeout: connectTimeoutMs };
  const timeout = AbortSignal.timeout(timeoutMs);
  try {
    const dispatcher =
      proxy === undefined
        ? new Agent({ connect })
        : new ProxyAgent({ uri: proxy, requestTls: connect });
    try {
      const sentAt = Date.now();
      const { statusCode, headers, body } = await request(url, {
        dispatcher,
        signal: AbortSignal.any([context.signal, timeout]),
        headers: { accept },
      });
      const receivedAt = Date.now();
      let text = '';
      for await (const chunk of body) {
        text += String(chunk);
        if (text.length > longestText) break;
      }
      const header = (name: string) => [headers[name]].flat()[0];
      return { status: statusCode, header, text, sentAt, receivedAt };
    } finally {
      await dispatcher.destroy();
    }
  } catch (error) {
    return { failure: timeout.aborted ? 'ETIMEDOUT' : failureCode(error) };
  }
}

function failureCode(error: unknown): string {
  const inner = isError(error) && isError(error.cause) ? error.cause : error;
  return systemCodeOf(inner) ?? codeOf(inner) ?? 'an error without code';
}
