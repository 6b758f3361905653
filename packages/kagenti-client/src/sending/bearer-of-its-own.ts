import { KagentiError } from '../errors/kagenti-error.ts';

/**
 * Tells token-manager's `bearerInterceptor` that this request has the rule for its token here: whether it
 * carries one, and what a 401 does. The interceptor ends the request with the error that the function
 * under this key gives. A dispatcher does not show which interceptors it is made of, so they cannot be
 * looked for when the client is made.
 */
export const bearerOfItsOwn: unique symbol = Symbol.for(
  '@rhdh-boost/token-manager/bearer-of-its-own',
);

/** A request that says so. */
export interface BearerOfItsOwn {
  /** Makes the error that it ends in. */
  readonly [bearerOfItsOwn]: () => Error;
}

/** The error of a call through a dispatcher that puts tokens in by itself. */
export function refusedInterceptor(): KagentiError {
  return new KagentiError(
    'A Kagenti client cannot send through this dispatcher: it carries bearerInterceptor, and the client puts tokens in itself. Public operations would go out with one, and two rules would answer a 401. Give the dispatcher without the interceptor, and the token manager as tokens.',
    { code: 'invalid_options' },
  );
}
