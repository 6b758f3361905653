import type { Workload } from '../workload.ts';

/** The annotations of a workload. */
export function annotationsOf(workload: Workload): Record<string, string> {
  const { name, origin, description, contexts = [] } = workload;
  return {
    ...(description === undefined ? {} : { 'rossoctl.io/description': description }),
    ...(contexts.length > 0 ? { 'rossoctl.io/contexts': JSON.stringify(contexts) } : {}),
    ...(origin === 'simulation' ? { 'rossoctl.io/autoscaling': 'disabled' } : {}),
    ...(origin === 'build' ? { 'rossoctl.io/shipwright-build': name } : {}),
  };
}
