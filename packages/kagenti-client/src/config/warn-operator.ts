import { quietly } from '../observability/quietly.ts';
import type { KagentiLogger } from '../options/logger.ts';

/** What was warned of, by the configuration: whoever makes several clients of it is warned once. */
const warned = new WeakMap<object, Set<string>>();

/** The same as {@link warnOperator}, once for each configuration. */
export function warnOnce(
  config: object,
  text: string,
  logger: Pick<KagentiLogger, 'warn'> | undefined,
): void {
  const known = warned.get(config) ?? new Set();
  warned.set(config, known);
  if (known.has(text)) return;
  known.add(text);
  warnOperator(text, logger);
}

/**
 * Warns whoever operates the application: through the logger or, without one, `process.emitWarning`. A logger
 * that throws disturbs nothing.
 */
export function warnOperator(text: string, logger: Pick<KagentiLogger, 'warn'> | undefined): void {
  if (logger === undefined) process.emitWarning(text, { type: 'BoostConfigWarning' });
  else quietly(() => logger.warn(text));
}
