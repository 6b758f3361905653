import { X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import tls from 'node:tls';
import { Agent, type Dispatcher, fetch } from 'undici';
import { systemErrorCode } from '../system-error-code.ts';
import { TokenError } from '../token-error.ts';

/** How the endpoint's certificate is judged. */
export interface TlsOptions {
  /** PEM file of a certificate authority that is trusted beside those of Node. */
  readonly caFile?: string | undefined;
}

/** One answer of the token endpoint, whole. */
export interface EndpointAnswer {
  /** HTTP status. */
  readonly status: number;
  /** Its Retry-After header. */
  readonly retryAfter: string | null;
  /** The body as text; undefined when it was longer than allowed. */
  readonly text: string | undefined;
}

/** What is sent to the endpoint. */
export interface EndpointRequest {
  /** Header fields, the authentication among them. */
  readonly headers: Record<string, string>;
  /** The form. */
  readonly body: URLSearchParams;
  /** Where it goes through. */
  readonly dispatcher: Dispatcher;
  /** Ends the exchange, body included. */
  readonly signal: AbortSignal;
}

/** A token answer has a few kilobytes; what is longer comes from something else. */
const mostBytes = 1024 * 1024;

const pemCertificate = /-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g;

/** Sends one POST and reads its answer. Redirects are answers like others: a 307 would replay the secret. */
export async function postForm(url: string, request: EndpointRequest): Promise<EndpointAnswer> {
  const response = await fetch(url, { ...request, method: 'POST', redirect: 'manual' });
  const { status, headers } = response;
  return { status, retryAfter: headers.get('retry-after'), text: await boundedText(response.body) };
}

async function boundedText(body: AsyncIterable<Uint8Array> | null): Promise<string | undefined> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of body ?? []) {
    bytes += chunk.byteLength;
    // Leaving the loop cancels the rest.
    if (bytes > mostBytes) return undefined;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

/**
 * A dispatcher of the manager's own.
 *
 * @throws TokenError `invalid_configuration` when the CA file cannot be read
 */
export function createDispatcher(options: TlsOptions): Dispatcher {
  if (options.caFile === undefined) return new Agent();
  return new Agent({ connect: { secureContext: trusting(options.caFile) } });
}

function trusting(caFile: string): tls.SecureContext {
  try {
    // TLS takes any text for authorities, and trusts none of it where it holds no certificate.
    const authorities = readFileSync(caFile, 'utf8').match(pemCertificate) ?? [''];
    const checked = authorities.map(pem => new X509Certificate(pem).toString());
    return tls.createSecureContext({ ca: [...tls.getCACertificates('default'), ...checked] });
  } catch (error) {
    const reason = systemErrorCode(error) ?? 'no certificate in it';
    throw new TokenError({
      code: 'invalid_configuration',
      message: `tls.caFile ${caFile} cannot be used (${reason})`,
      hint: 'Give the path of a PEM file with the certificate of the authority.',
    });
  }
}
