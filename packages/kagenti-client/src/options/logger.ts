/** Where the client says what nobody is told by a result or an error. Backstage's LoggerService fits. */
export interface KagentiLogger {
  /** Something is lost or wrong. */
  warn(message: string, meta?: Record<string, string>): void;
  /** Something worth knowing once. */
  info(message: string, meta?: Record<string, string>): void;
}
