/** Where the client says what nobody is told by a result or an error. Backstage's LoggerService fits. */
export interface KagentiLogger {
  /** What the client did by itself: a retry, another token, the end of a stream. Not told where it is missing. */
  debug?(message: string, meta?: Record<string, string>): void;
  /** Something is lost or wrong. */
  warn(message: string, meta?: Record<string, string>): void;
  /** Something worth knowing once. */
  info(message: string, meta?: Record<string, string>): void;
}
