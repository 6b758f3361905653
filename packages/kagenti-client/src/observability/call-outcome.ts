import { KagentiError, type KagentiErrorCode } from '../errors/kagenti-error.ts';

/** How a call went, as spans, metrics and log lines have it. `left`: its reader wanted no more of a stream. */
export type CallOutcome = 'succeeded' | 'failed' | 'denied' | 'aborted' | 'left';

/** What came of a call, from closed lists alone. */
export interface CallEnd {
  /** How it went. */
  readonly outcome: CallOutcome;
  /** Code of the error; undefined for none. */
  readonly errorType: KagentiErrorCode | '_OTHER' | undefined;
}

/** How a stream ended. */
export interface StreamEnd {
  /** Events that its reader was given. */
  readonly events: number;
  /** Whether the reader wanted no more. */
  readonly isLeft: boolean;
}

/** Makes it of what the audit log is told, of the error, and of how a stream ended. */
export function callEnd(
  outcome: 'succeeded' | 'failed' | 'denied',
  error: unknown,
  stream?: StreamEnd,
): CallEnd {
  if (outcome === 'succeeded') {
    return { outcome: stream?.isLeft === true ? 'left' : outcome, errorType: undefined };
  }
  const errorType = errorTypeOf(error);
  return { outcome: errorType === 'abort' ? 'aborted' : outcome, errorType };
}

/** The code of an error; `_OTHER`, OpenTelemetry's word for an error that has no code, for any other. */
export function errorTypeOf(error: unknown): KagentiErrorCode | '_OTHER' {
  return error instanceof KagentiError ? error.code : '_OTHER';
}

/** The class of a status, `2xx`; undefined where no answer came. */
export function statusClass(status: number | undefined): string | undefined {
  return status === undefined ? undefined : `${Math.floor(status / 100)}xx`;
}
