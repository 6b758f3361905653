import { isError } from '@rhdh-boost/internal/error-name';
import type { Dispatcher } from 'undici';
import { checkCredentialUrl } from '../endpoint/credential-url.ts';
import { demandSwitch, wrongOption } from '../option-rule.ts';
import { TokenError } from '../token-error.ts';
import { refuseOthers } from '../unknown-options.ts';
import { BearerExchange, type BearerSource } from './bearer-exchange.ts';
import { ExchangeController } from './exchange-controller.ts';
import { hasAuthorization, repeatable } from './request-headers.ts';

/** Where the token may go. */
export interface BearerInterceptorOptions {
  /**
   * The origins that get the token, such as `https://kagenti.example.com`. Requests to all others are
   * sent as they are.
   */
  readonly origins: readonly (string | URL)[];
  /** Whether plain http is taken on `*.svc` and `*.svc.cluster.local`, where a mesh encrypts; no by default. */
  readonly allowInClusterHttp?: boolean | undefined;
}

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
 * @throws TokenError `invalid_configuration` or `insecure_endpoint` for an origin that may not get one;
 * `invalid_configuration` for an unknown option, or without a manager
 */
export function bearerInterceptor(
  source: BearerSource,
  options: BearerInterceptorOptions,
): Dispatcher.DispatcherComposeInterceptor {
  checkSource(source);
  refuseOthers('', options, Object.keys(interceptorOptions));
  // In JavaScript they may be missing altogether.
  const origins = checkOrigins(Object(options));
  return dispatch => (request, handler) => {
    if (!origins.has(originOf(request.origin))) return dispatch(request, handler);
    checkHandler(handler);
    const refusal = refusalOf(request);
    if (refusal !== undefined) {
      handler.onResponseError?.(new ExchangeController(() => undefined), refusal);
      return true;
    }
    const headers = repeatable(request.headers);
    const own = { ...request, headers };
    if (hasAuthorization(headers)) return dispatch(own, handler);
    new BearerExchange({ source, dispatch, request: own, handler }).start();
    return true;
  };
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

/** Without one every request would fail, and only when it is sent. */
function checkSource(source: BearerSource): void {
  const { getToken, invalidate } = Object(source);
  if (typeof getToken === 'function' && typeof invalidate === 'function') return;
  throw wrongOption(
    'bearerInterceptor was given no token manager',
    'Call it as bearerInterceptor(manager, { origins }): the manager has getToken and invalidate.',
  );
}

/** The global fetch is that of the undici in Node, of another version: nobody would tell it of its answer. */
function checkHandler(handler: Dispatcher.DispatchHandler): void {
  if (typeof handler.onRequestStart === 'function') return;
  throw new TokenError({
    code: 'invalid_configuration',
    message: 'The request comes from another version of undici than its dispatcher',
    hint: "Take fetch or request from the undici that the dispatcher is of: Node's own fetch has another.",
  });
}

function checkOrigins({ origins, allowInClusterHttp }: BearerInterceptorOptions): Set<string> {
  if (!Array.isArray(origins) || origins.length === 0) {
    throw new TokenError({
      code: 'invalid_configuration',
      message: 'origins must be a list of at least one origin',
      hint: 'List the origins that may get the token, such as https://kagenti.example.com.',
    });
  }
  demandSwitch('allowInClusterHttp', allowInClusterHttp);
  const rule = { shape: 'https://HOST', allowInClusterHttp: allowInClusterHttp === true };
  const checked = origins.map((origin, index) => {
    const option = `origins[${index}]`;
    const url = checkCredentialUrl(String(origin), { ...rule, option });
    if (url.pathname === '/' && url.search === '') return url.origin;
    throw new TokenError({
      code: 'invalid_configuration',
      message: `${option} has a path`,
      hint: `Give the origin alone: ${url.origin}. Every path there gets the token.`,
    });
  });
  return new Set(checked);
}

function originOf(origin: string | URL | undefined): string {
  const text = String(origin ?? '');
  return URL.canParse(text) ? new URL(text).origin : '';
}
