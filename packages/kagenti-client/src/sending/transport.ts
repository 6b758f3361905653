import type { Dispatcher } from 'undici';
import type { ClientCore } from '../client-core.ts';
import type { CallScope } from './call-scope.ts';
import type { CalledOperation } from './called-operation.ts';
import { type SentMark, withMark } from './sent-mark.ts';
import type { CallClocks } from './timeouts.ts';

/** One request, ready to be written. */
export interface WireRequest {
  /** Gives the method. */
  readonly operation: CalledOperation;
  /** Path and query, encoded, without the base URL's own path. */
  readonly path: string;
  /** Headers, token included. */
  readonly headers: Record<string, string>;
  /** JSON body, as text. */
  readonly body: string | undefined;
  /** The clocks that undici keeps. */
  readonly clocks: CallClocks;
  /** Is set when any of it may have been sent. */
  readonly mark: SentMark;
}

/** An answer whose body is not read yet. */
export interface OpenAnswer {
  /** HTTP status. */
  readonly status: number;
  /** Headers, names in lower case; a header that came more than once is joined by commas. */
  readonly headers: Readonly<Record<string, string>>;
  /** The body. */
  readonly body: Dispatcher.ResponseData['body'];
}

/** Writes a request to the base URL's origin and waits for the headers. Redirects are not followed. */
export async function openRequest(
  core: ClientCore,
  scope: CallScope,
  request: WireRequest,
): Promise<OpenAnswer> {
  const options: Dispatcher.RequestOptions = {
    origin: core.baseUrl.origin,
    path: core.baseUrl.pathPrefix + request.path,
    method: request.operation.method,
    headers: request.headers,
    body: request.body ?? null,
    headersTimeout: request.clocks.headersMs,
    bodyTimeout: request.clocks.idleMs,
    signal: scope.signal,
    ...withMark(request.mark),
  };
  const response = await core.dispatcher.request(options);
  // A body that is destroyed between two reads emits an error that nobody waits for.
  response.body.on('error', () => undefined);
  return {
    status: response.statusCode,
    headers: joined(response.headers),
    body: response.body,
  };
}

function joined(
  headers: Readonly<Record<string, string | string[] | undefined>>,
): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).flatMap(([name, value]) =>
      value === undefined ? [] : [[name, Array.isArray(value) ? value.join(', ') : value]],
    ),
  );
}
