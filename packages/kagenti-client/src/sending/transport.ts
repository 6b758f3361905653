import type { Dispatcher } from 'undici';
import type { ClientCore } from '../client-core.ts';
import type { AttemptTelemetry } from '../observability/telemetry.ts';
import type { CallClocks } from '../options/timeouts.ts';
import { AnswerHandler } from './answer-handler.ts';
import { type BearerOfItsOwn, bearerOfItsOwn, refusedInterceptor } from './bearer-of-its-own.ts';
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
