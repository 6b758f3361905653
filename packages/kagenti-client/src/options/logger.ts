/** Where the client says what nobody is told by a result or an error. Backstage's LoggerService fits. */
export interface KagentiLogger {
  /** Something is lost or wrong. */
  warn(message: string, meta?: Record<string, string>): void;
  /** Something worth knowing once. */
  info(message: string, meta?: Record<string, string>): void;
}

/**
 * Writes a line, and lets a logger that fails fail: nobody waits for what is logged, so what it throws, or
 * rejects with, would end the process as an unhandled rejection.
 */
export function logLine(
  logger: KagentiLogger | undefined,
  level: keyof KagentiLogger,
  message: string,
  meta?: Record<string, string>,
): void {
  if (logger === undefined) return;
  try {
    const written: unknown =
      meta === undefined ? logger[level](message) : logger[level](message, meta);
    if (written instanceof Promise) written.catch(() => undefined);
  } catch {
    // There is no other place to say it.
  }
}
