import { type Dispatcher, fetch } from 'undici';

/** One answer of the token endpoint, or to discovery, whole. */
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
  /** POST with a form, GET without. */
  readonly method: 'POST' | 'GET';
  /** Header fields, the authentication among them. */
  readonly headers: Record<string, string>;
  /** The form. */
  readonly body?: URLSearchParams;
  /** Where it goes through. */
  readonly dispatcher: Dispatcher;
  /** Ends the exchange, body included. */
  readonly signal: AbortSignal;
}

/** A token answer has a few kilobytes; what is longer comes from something else. */
const mostBytes = 1024 * 1024;

/** Sends one request and reads its answer. Redirects are answers like others: a 307 would replay the secret. */
export async function exchange(url: string, request: EndpointRequest): Promise<EndpointAnswer> {
  const response = await fetch(url, { ...request, redirect: 'manual' });
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
