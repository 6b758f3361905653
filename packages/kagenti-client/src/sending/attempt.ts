/** One try at a call, as it is told in errors and in `withResponse()`. Holds no content. */
export interface Attempt {
  /** HTTP status; missing when no answer came. */
  readonly status?: number;
  /**
   * What failed below HTTP, as a code: `ECONNRESET`; `timeout` where a clock of the client's ran out, `ended`
   * where its caller, its reader or `close()` ended the call.
   */
  readonly failure?: string;
  /**
   * Id that this try carried in `X-Request-Id`, or that of a proxy which answered with another one. Kagenti itself
   * neither logs nor returns it.
   */
  readonly requestId: string;
  /** How long was waited before it, in milliseconds. */
  readonly delayMs: number;
  /** How long it took, in milliseconds, body included. */
  readonly durationMs: number;
}
