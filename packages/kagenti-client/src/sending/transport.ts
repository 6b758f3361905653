import type { Dispatcher } from 'undici';
import type { Caller } from '../access/caller.ts';
import type { ClientCore } from '../client-core.ts';
import type { AttemptTelemetry } from '../observability/telemetry.ts';
import { AnswerHandler } from './answer-handler.ts';
import { type BearerOfItsOwn, bearerOfItsOwn, refusedInterceptor } from './bearer-of-its-own.ts';
import type { CallClocks } from './call-options.ts';
import type { CallScope } from './call-scope.ts';
import type { CalledOperation } from './called-operation.ts';

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
  /** Within which it is sent; undefined where there is nobody to tell. */
  readonly telemetry: AttemptTelemetry | undefined;
}

/**
 * Writes a request to the base URL's origin; the headers of the answer come from the handler. Redirects are
 * not followed.
 */
export function openRequest(
  core: ClientCore,
  scope: CallScope,
  request: WireRequest,
): AnswerHandler {
  const handler = new AnswerHandler(scope);
  const options: Dispatcher.DispatchOptions & BearerOfItsOwn = {
    origin: core.baseUrl.origin,
    path: core.baseUrl.pathPrefix + request.path,
    method: request.operation.method,
    headers: request.headers,
    body: request.body ?? null,
    headersTimeout: request.clocks.headersMs,
    bodyTimeout: request.clocks.idleMs,
    [bearerOfItsOwn]: refusedInterceptor,
  };
  const { dispatcher } = core.connections;
  const { telemetry } = request;
  if (telemetry === undefined) dispatch(dispatcher, options, handler);
  else {
    telemetry.within(() => {
      dispatch(dispatcher, options, handler);
    });
  }
  return handler;
}

function dispatch(
  dispatcher: Dispatcher,
  options: Dispatcher.DispatchOptions,
  handler: AnswerHandler,
): void {
  try {
    dispatcher.dispatch(options, handler);
  } catch (error) {
    // A dispatcher that was given, and takes no such request.
    handler.onResponseError(undefined, error);
  }
}

/** What the headers of one attempt depend on. */
export interface HeadersInput {
  /** Whom the call is made for. */
  readonly caller: Caller;
  /** Headers that the call gave; none of them is one of the client's. */
  readonly given: Readonly<Record<string, string>>;
  /** Correlation id; undefined without one. */
  readonly correlationId: string | undefined;
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
  const { caller, token, correlationId } = input;
  const headers: Record<string, string> = {
    ...input.given,
    accept: input.accept,
    // Answers are read as they come: nothing here would unpack a compressed one.
    'accept-encoding': 'identity',
    'x-request-id': input.requestId,
  };
  if (correlationId !== undefined) headers['x-correlation-id'] = correlationId;
  if (caller.kind === 'user') headers['x-backstage-user'] = caller.ref;
  if (input.bodyType !== undefined) headers['content-type'] = input.bodyType;
  if (token !== undefined) headers.authorization = `Bearer ${token}`;
  return headers;
}
