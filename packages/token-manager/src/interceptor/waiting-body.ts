import type { EventEmitter } from 'node:events';
import type { Dispatcher } from 'undici';

/** The body of a request that waits for its token. */
export interface WaitingBody {
  /** What is sent in its place where reading has begun: all of it, the first chunk included. */
  readonly instead: { readonly body?: AsyncIterable<unknown> };
  /** Ends the reading that has begun, unless somebody has read on. For a request that is over. */
  release(): void;
}

/**
 * Watches a body from now on, as undici does from the moment that it gets the request. A Node stream whose
 * `error` event nobody listens to ends the process, and a file that is missing emits it within a millisecond.
 *
 * undici's `fetch` wraps such a stream in an iterator, and the wrapper listens from the first read on: so the
 * first chunk of an async iterable is read now. No more than that is read before the request is sent.
 *
 * @param onFailure Called when the body fails. Once the request is sent, undici hears of it as well.
 */
export function watchBody(
  body: Dispatcher.DispatchOptions['body'],
  onFailure: (error: unknown) => void,
): WaitingBody {
  if (isNodeStream(body)) {
    // It stays: what is inside of the interceptor may wait too before undici itself listens.
    body.on('error', onFailure);
  } else if (isAsyncIterable(body)) {
    return beginReading(body, onFailure);
  }
  return { instead: {}, release: () => {} };
}

function beginReading(
  body: AsyncIterable<unknown>,
  onFailure: (error: unknown) => void,
): WaitingBody {
  const iterator = body[Symbol.asyncIterator]();
  const read = async () => iterator.next();
  const end = async () => (await iterator.return?.()) ?? { done: true, value: undefined };
  let first: Promise<IteratorResult<unknown>> | undefined = read();
  first.catch(onFailure);
  const next = () => {
    const chunk = first ?? read();
    first = undefined;
    return chunk;
  };
  const rest: AsyncIterable<unknown> = {
    [Symbol.asyncIterator]: () => ({ next, return: end }),
  };
  return {
    instead: { body: rest },
    release() {
      if (first === undefined) return;
      // If the request has failed, it has a better reason.
      end().catch(() => {});
    },
  };
}

/** As undici recognizes streams, those of other libraries among them. */
export function isNodeStream(body: unknown): body is EventEmitter {
  const { pipe, on } = Object(body);
  return typeof pipe === 'function' && typeof on === 'function';
}

function isAsyncIterable(body: unknown): body is AsyncIterable<unknown> {
  return typeof Object(body)[Symbol.asyncIterator] === 'function';
}
