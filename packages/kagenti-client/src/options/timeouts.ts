/** The clocks of every call, in milliseconds. */
export interface TimeoutOptions {
  /** Until there is a connection; 5 000. A dispatcher that was given keeps its own. */
  readonly connectMs?: number;
  /** From the request to the headers of the answer; 30 000. */
  readonly headersMs?: number;
  /** Between two parts of a body; 30 000. */
  readonly idleMs?: number;
  /** Between two parts of a stream, and between two reads of its reader; 300 000. */
  readonly streamIdleMs?: number;
  /**
   * For everything: permission, token, attempts, waits and body; 60 000. A stream has it only until its
   * headers are there, and never less than headersMs.
   */
  readonly totalMs?: number;
}

/** The same with every clock set. */
export type Timeouts = Required<TimeoutOptions>;

/** What is used where nothing is said. */
export const defaultTimeouts: Timeouts = {
  connectMs: 5_000,
  headersMs: 30_000,
  idleMs: 30_000,
  streamIdleMs: 300_000,
  totalMs: 60_000,
};

/** The clocks of one call. */
export interface CallClocks {
  /** From the request to the headers. */
  readonly headersMs: number;
  /** Between two parts of the body. */
  readonly idleMs: number;
  /** For the whole call; undefined for a stream. */
  readonly totalMs: number | undefined;
  /** For everything up to a stream's headers; undefined for other calls. */
  readonly startMs: number | undefined;
}

/**
 * The clocks of a call that may have a limit of its own. That limit says how long the caller is
 * ready to wait, so the clocks below it give way: an agent may think for longer than headersMs.
 */
export function callClocks(
  timeouts: Timeouts,
  stream: boolean,
  timeoutMs: number | undefined,
): CallClocks {
  const headersMs = Math.max(timeouts.headersMs, timeoutMs ?? 0);
  if (stream) {
    // A permission hook or a token source that never answers is no reason to wait for ever, either.
    const startMs = timeoutMs ?? Math.max(timeouts.totalMs, headersMs);
    return { headersMs, idleMs: timeouts.streamIdleMs, totalMs: undefined, startMs };
  }
  return {
    headersMs,
    idleMs: Math.max(timeouts.idleMs, timeoutMs ?? 0),
    totalMs: timeoutMs ?? timeouts.totalMs,
    startMs: undefined,
  };
}
