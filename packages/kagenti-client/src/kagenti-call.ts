import type { Attempt } from './attempt.ts';

/** An answer with what came along. */
export interface KagentiResponse<T> {
  /** What a plain `await` gives. */
  readonly data: T;
  /** HTTP status. */
  readonly status: number;
  /** Headers, names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  /** Id of the attempt that was answered. */
  readonly requestId: string;
  /** Every try, in order. */
  readonly attempts: readonly Attempt[];
}

/**
 * A call to Kagenti: a promise of its data. The call is made when it is first awaited (`await`,
 * `then`, `Promise.all`, `withResponse()`), and once, however often that happens.
 */
export interface KagentiCall<T> extends Promise<T> {
  /** The data with status, headers, request id and attempts. */
  withResponse(): Promise<KagentiResponse<T>>;
}

/** A promise that starts its work when somebody first asks for the result. */
export class LazyCall<T> extends Promise<T> implements KagentiCall<T> {
  readonly #start: () => Promise<KagentiResponse<T>>;
  #response: Promise<KagentiResponse<T>> | undefined;

  /** @param start - Makes the call; not called here. */
  constructor(start: () => Promise<KagentiResponse<T>>) {
    super(() => undefined);
    this.#start = start;
  }

  /** `then`, `catch` and `finally` give plain promises. */
  static override get [Symbol.species](): PromiseConstructor {
    return Promise;
  }

  /** Starts the call at the first time. */
  withResponse(): Promise<KagentiResponse<T>> {
    this.#response ??= this.#start();
    return this.#response;
  }

  // A promise has to have it: oxlint's rule is about objects that are awaited by accident.
  // oxlint-disable-next-line unicorn/no-thenable
  override then<A = T, B = never>(
    onFulfilled?: ((value: T) => A | PromiseLike<A>) | null,
    onRejected?: ((reason: unknown) => B | PromiseLike<B>) | null,
  ): Promise<A | B> {
    return this.withResponse()
      .then(response => response.data)
      .then(onFulfilled, onRejected);
  }
}
