/** What a test sends. */
export interface CallOptions {
  token?: string | undefined;
  /** Sent as JSON. */
  body?: unknown;
  /** Sent as it is, in place of `body`. */
  rawBody?: string;
  headers?: Record<string, string>;
  signal?: AbortSignal;
}

/** What came back; `body` is undefined where it is no JSON. */
export interface CallAnswer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  readonly body: unknown;
}

/** Sends a request as it is written (no redirect is followed) and reads the whole answer. */
export async function call(
  baseUrl: string,
  method: string,
  path: string,
  options: CallOptions = {},
): Promise<CallAnswer> {
  const response = await send(baseUrl, method, path, options);
  const text = await response.text();
  const isJson = response.headers.get('content-type') === 'application/json' && text !== '';
  return {
    status: response.status,
    headers: response.headers,
    text,
    body: isJson ? JSON.parse(text) : undefined,
  };
}

/** As {@link call}, but the body is for the test to read. */
export function send(
  baseUrl: string,
  method: string,
  path: string,
  { token, body, rawBody, headers = {}, signal }: CallOptions = {},
): Promise<Response> {
  const content = rawBody ?? (body === undefined ? undefined : JSON.stringify(body));
  return fetch(`${baseUrl}${path}`, {
    method,
    redirect: 'manual',
    headers: {
      ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
      ...(content === undefined ? {} : { 'content-type': 'application/json' }),
      ...headers,
    },
    ...(content === undefined ? {} : { body: content }),
    ...(signal === undefined ? {} : { signal }),
  });
}

/** The events of a stream's text: what follows `data: `, as JSON. */
export function eventsOf(text: string): Record<string, unknown>[] {
  return text
    .split('\n\n')
    .filter(block => block !== '')
    .map(block => JSON.parse(block.replace(/^data: /, '')));
}
