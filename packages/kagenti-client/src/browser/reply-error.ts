import type { SseErrorEvent } from '../chat/sse-event.ts';

/** What is known about a reply that failed. */
export type ReplyFailure = Partial<Omit<SseErrorEvent, 'type' | 'message'>>;

/**
 * The reply could not be read to its end. Decide by `code`, `reason` and `status` what the page shows; the
 * message is for developers.
 */
export class ReplyError extends Error {
  /**
   * Kind of failure: that of the `error` event or of the answer's JSON body. Without one it is `http` for an
   * error status, `connection` for a connection that failed or was cut, and `stream` otherwise.
   */
  readonly code: SseErrorEvent['code'];
  /** Why, for the code `stream`: `truncated` where the reply has no end, `protocol` for another content. */
  readonly reason: SseErrorEvent['reason'];
  /** HTTP status: of the route's answer, or of Kagenti's in an `error` event. */
  readonly status: number | undefined;
  /** Id of the request to Kagenti, which the backend's log and audit log contain. */
  readonly requestId: string | undefined;

  /**
   * @param message - What failed.
   * @param failure - What is known about it.
   * @param cause - The browser's own error.
   */
  constructor(message: string, failure: ReplyFailure, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause });
    this.name = 'ReplyError';
    this.code = failure.code ?? 'stream';
    this.reason = failure.reason;
    this.status = failure.status;
    this.requestId = failure.requestId;
  }
}

/**
 * A route other than that of a chat refused a request, or its answer could not be read. It has the fields of
 * {@link ReplyError}, and `explainFailure` explains it without mentioning an agent.
 */
export class AnswerError extends ReplyError {
  /**
   * @param message - What failed.
   * @param failure - What is known about it.
   * @param cause - The browser's own error.
   */
  constructor(message: string, failure: ReplyFailure, cause?: unknown) {
    super(message, failure, cause);
    this.name = 'AnswerError';
  }
}
