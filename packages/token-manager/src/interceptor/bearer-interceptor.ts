import { isError } from '@rhdh-boost/internal/error-name';
import type { Dispatcher } from 'undici';
import { wrongOption } from '../option-rule.ts';
import { refuseOthers } from '../unknown-options.ts';
import { BearerExchange } from './bearer-exchange.ts';
import { ExchangeController } from './exchange-controller.ts';
import { isDeduplicatedOutside, watchDeduplication } from './outer-deduplication.ts';
import { hasAuthorization, repeatable } from './request-headers.ts';
import { originOf } from './request-origin.ts';
import {
  type BearerInterceptorOptions,
  type BearerSource,
  checkOrigins,
  checkSource,
} from './token-origins.ts';

const interceptorOptions = { origins: true, allowInClusterHttp: true } satisfies Record<
  keyof BearerInterceptorOptions,
  true
>;

/**
 * An interceptor for undici's `dispatcher.compose()`: puts the access token into the Authorization
 * header of requests to the given origins (RFC 6750 section 2.1). On a 401 the token is invalidated,
 * and the request is sent once more with another one if its body can be sent again: text, bytes, a Blob
 * or undici's FormData. A request with an Authorization header of its own is left alone; those of
 * `@rhdh-boost/kagenti-client`, which puts tokens in itself, are refused.
 *
 * In `compose` what is listed later runs first. An answer reaches what runs before this interceptor with
 * `cache-control: no-store` (RFC 9111 section 5.2.2.5), because a cache there does not know whose token it was
 * fetched with. A request that undici's deduplicate interceptor has joined before fails, and so does one
 * without an `origin`: both with `invalid_configuration`.
 *
 * @throws TokenError `invalid_configuration` or `insecure_endpoint` for an origin that may not get one;
 * `invalid_configuration` for an unknown option, or without a manager
 */
export function bearerInterceptor(
  source: BearerSource,
  options: BearerInterceptorOptions,
): Dispatcher.DispatcherComposeInterceptor {
  checkSource('bearerInterceptor', source);
  refuseOthers('', options, Object.keys(interceptorOptions));
  const origins = checkOrigins(options);
  watchDeduplication();
  return dispatch => (given, handler) => {
    // A URL may change while the token is awaited.
    const request = given.origin ? { ...given, origin: String(given.origin) } : given;
    const isDeduplicated = isDeduplicatedOutside(request.path);
    const refuse = (error: Error) => {
      handler.onResponseError?.(new ExchangeController(() => undefined), error);
      return true;
    };
    if (!request.origin) return refuse(noOrigin());
    const origin = originOf(request);
    if (!origins.has(origin)) return dispatch(given, handler);
    checkHandler(handler);
    const refusal = refusalOf(request);
    if (refusal !== undefined) return refuse(refusal);
    const headers = repeatable(request.headers);
    const own = { ...request, headers };
    if (hasAuthorization(headers)) return dispatch(own, handler);
    if (isDeduplicated) return refuse(deduplicated());
    new BearerExchange({ source, dispatch, request: own, origin, handler }).start();
    return true;
  };
}

/** Whether the token may go to a request without an origin cannot be told; without it the API would answer 401. */
function noOrigin(): Error {
  return wrongOption(
    'bearerInterceptor got a request without an origin, so it cannot tell whether the token may go there',
    'Give the request an `origin`. Where an interceptor takes it away, list that one before bearerInterceptor in compose: what is listed last runs first.',
  );
}

/** It joins requests before they have a token, and with it accounts, where managers share it. */
function deduplicated(): Error {
  return wrongOption(
    'deduplicate runs before bearerInterceptor, so one account could get the answer of another',
    'List deduplicate before bearerInterceptor in compose: compose(interceptors.deduplicate(), bearerInterceptor(…)). What is listed last runs first.',
  );
}

/**
 * Kagenti's client puts tokens in itself, or leaves them out, and answers a 401 by itself: a second such rule
 * below it would send a token where none belongs, and take the good one back. Under this key a request of
 * it has a function that gives the error for that.
 */
const bearerOfItsOwn = Symbol.for('@rhdh-boost/token-manager/bearer-of-its-own');

function refusalOf(request: Dispatcher.DispatchOptions): Error | undefined {
  const refuse: unknown = Reflect.get(request, bearerOfItsOwn);
  if (typeof refuse !== 'function') return undefined;
  const refusal: unknown = refuse();
  return isError(refusal) ? refusal : undefined;
}

/** The global fetch is that of the undici in Node, of another version: nobody would tell it of its answer. */
function checkHandler(handler: Dispatcher.DispatchHandler): void {
  if (typeof handler.onRequestStart === 'function') return;
  throw wrongOption(
    'The request comes from another version of undici than its dispatcher',
    "Take fetch or request from the undici that the dispatcher is of: Node's own fetch has another.",
  );
}
