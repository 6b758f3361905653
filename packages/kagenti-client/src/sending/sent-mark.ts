import type { Dispatcher } from 'undici';

/** Tells whether any of a request may have been sent. */
export interface SentMark {
  /** False while it waits for a connection. */
  sent: boolean;
}

const markKey: unique symbol = Symbol('sent mark');

/** Options of a request that carry a mark. */
export function withMark(mark: SentMark): object {
  return { [markKey]: mark };
}

/**
 * Sets the mark when undici has a connection and begins to write, which is when it calls
 * `onRequestStart`; hands everything on unchanged.
 */
class MarkingHandler implements Dispatcher.DispatchHandler {
  readonly #handler: Dispatcher.DispatchHandler;
  readonly #mark: SentMark;

  constructor(handler: Dispatcher.DispatchHandler, mark: SentMark) {
    this.#handler = handler;
    this.#mark = mark;
  }

  onRequestStart(
    ...parameters: Parameters<Required<Dispatcher.DispatchHandler>['onRequestStart']>
  ): void {
    this.#mark.sent = true;
    this.#handler.onRequestStart?.(...parameters);
  }

  onResponseStart(
    ...parameters: Parameters<Required<Dispatcher.DispatchHandler>['onResponseStart']>
  ): void {
    this.#handler.onResponseStart?.(...parameters);
  }

  onResponseData(
    ...parameters: Parameters<Required<Dispatcher.DispatchHandler>['onResponseData']>
  ): void {
    this.#handler.onResponseData?.(...parameters);
  }

  onResponseEnd(
    ...parameters: Parameters<Required<Dispatcher.DispatchHandler>['onResponseEnd']>
  ): void {
    this.#handler.onResponseEnd?.(...parameters);
  }

  onResponseError(
    ...parameters: Parameters<Required<Dispatcher.DispatchHandler>['onResponseError']>
  ): void {
    this.#handler.onResponseError?.(...parameters);
  }
}

/** Interceptor that sets the mark of the options; nothing else of the request changes. */
export const markSent: Dispatcher.DispatcherComposeInterceptor = dispatch => (options, handler) => {
  const mark: unknown = Reflect.get(options, markKey);
  return dispatch(options, isMark(mark) ? new MarkingHandler(handler, mark) : handler);
};

function isMark(value: unknown): value is SentMark {
  return typeof value === 'object' && value !== null && 'sent' in value;
}
