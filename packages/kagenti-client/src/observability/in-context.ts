import type { Context } from '@opentelemetry/api';
import type { OpenTelemetryApi } from './opentelemetry-api.ts';
import { quietly } from './quietly.ts';

/**
 * Does work once, in a context that is active meanwhile. A context manager may throw before or after it
 * calls back, or call back twice, late or never.
 *
 * @param api - OpenTelemetry's.
 * @param context - The context; undefined where none could be had.
 * @param work - Throws nothing: it would be done again.
 */
export function inContext<T>(
  api: OpenTelemetryApi,
  context: Context | undefined,
  work: () => T,
): T {
  if (context === undefined) return work();
  let done: { readonly value: T } | undefined;
  const once = (): T => {
    done ??= { value: work() };
    return done.value;
  };
  quietly(() => api.context.with(context, once));
  return once();
}
