import type { bearerInterceptor } from '@rhdh-boost/token-manager';

/** An interceptor for undici's `compose()`. */
export type Interceptor = ReturnType<typeof bearerInterceptor>;
type Dispatch = ReturnType<Interceptor>;
type Request = Parameters<Dispatch>[0];
type Handler = Parameters<Dispatch>[1];
type Controller = Parameters<NonNullable<Handler['onRequestStart']>>[0];

/** Something that requests are sent to. */
interface Server {
  readonly origin: string;
  /** The status for an Authorization header. */
  answer(authorization: string | undefined): Promise<number>;
}

/** Nothing is under way that could be aborted or paused. */
const controller: Controller = {
  aborted: false,
  paused: false,
  reason: null,
  abort() {},
  pause() {},
  resume() {},
};

/** Sends one GET through an interceptor, and gives the status that the caller sees. */
export function callThrough(interceptor: Interceptor, server: Server): Promise<number> {
  const dispatch = interceptor((request, handler) => {
    void answerRequest(server, request, handler);
    return true;
  });
  return new Promise((resolve, reject) => {
    const handler: Handler = {
      onRequestStart() {},
      onResponseStart: (_controller, status) => resolve(status),
      onResponseEnd() {},
      onResponseError: (_controller, error) => reject(error),
    };
    // The dispatcher that a request went to stands in its options, and interceptors send it there again.
    const dispatcher = { dispatch, emit() {} };
    const request = { origin: server.origin, path: '/', method: 'GET', headers: {}, dispatcher };
    dispatch(request, handler);
  });
}

const authorizationOf = ({ headers }: Request): string | undefined => Object(headers).authorization;

async function answerRequest(server: Server, request: Request, handler: Handler): Promise<void> {
  handler.onRequestStart?.(controller, {});
  const status = await server.answer(authorizationOf(request));
  try {
    handler.onResponseStart?.(controller, status, {}, '');
    handler.onResponseEnd?.(controller, {});
  } catch (error) {
    // As undici does with what a handler throws; its retries are started by this.
    handler.onResponseError?.(controller, error instanceof Error ? error : new Error('Refused'));
  }
}
