import type { Caller } from '../access/caller.ts';

/** What the headers of one attempt depend on. */
export interface HeadersInput {
  /** Whom the call is made for. */
  readonly caller: Caller;
  /** Access token; undefined for a public operation. */
  readonly token: string | undefined;
  /** Id of this attempt. */
  readonly requestId: string;
  /** Media type that is wanted. */
  readonly accept: 'application/json' | 'text/event-stream';
  /** Media type of the body; undefined for none. */
  readonly bodyType: 'application/json' | 'text/plain; charset=utf-8' | undefined;
}

/** Headers of one attempt. This is the line that sees the token. */
export function requestHeaders(input: HeadersInput): Record<string, string> {
  const { caller, token } = input;
  const headers: Record<string, string> = {
    accept: input.accept,
    // Answers are read as they come: nothing here would unpack a compressed one.
    'accept-encoding': 'identity',
    'x-request-id': input.requestId,
  };
  if (caller.kind === 'user') headers['x-backstage-user'] = caller.ref;
  if (input.bodyType !== undefined) headers['content-type'] = input.bodyType;
  if (token !== undefined) headers.authorization = `Bearer ${token}`;
  return headers;
}
