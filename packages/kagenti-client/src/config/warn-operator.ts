import { quietly } from '../observability/quietly.ts';
import type { KagentiLogger } from '../options/logger.ts';

/**
 * Warns whoever operates the application: through the logger or, without one, `process.emitWarning`. A logger
 * that throws disturbs nothing.
 */
export function warnOperator(text: string, logger: Pick<KagentiLogger, 'warn'> | undefined): void {
  if (logger === undefined) process.emitWarning(text, { type: 'BoostConfigWarning' });
  else quietly(() => logger.warn(text));
}
