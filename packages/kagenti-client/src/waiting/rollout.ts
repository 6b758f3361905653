import type { ResourceDetail } from '../api/generated/resources-types.ts';
import { isRecord } from '../is-record.ts';
import type { ReplicasProgress } from './wait-progress.ts';

/** Why Kubernetes gave a rollout up. */
export interface DeadRollout {
  /** As a word: `ProgressDeadlineExceeded`. */
  readonly reason?: string;
  /** As text. */
  readonly message?: string;
}

/** Ready and wanted pods; undefined where it has no such numbers, as a Job or what is still built. */
export function replicasOf({ spec, status }: ResourceDetail): ReplicasProgress | undefined {
  const wanted = spec?.['replicas'];
  if (typeof wanted !== 'number' || !isRecord(status)) return undefined;
  // Spelt as Kubernetes' Python client does, by some versions of the backend as Kubernetes itself.
  const ready = status['ready_replicas'] ?? status['readyReplicas'];
  return { type: 'replicas', ready: typeof ready === 'number' ? ready : 0, wanted };
}

/**
 * The condition by which Kubernetes says that a Deployment makes no progress, ten minutes after it last did
 * (`progressDeadlineSeconds`); `kubectl rollout status` ends by it, too.
 */
export function deadRollout({ status }: ResourceDetail): DeadRollout | undefined {
  const conditions: unknown = isRecord(status) ? status['conditions'] : undefined;
  if (!Array.isArray(conditions)) return undefined;
  const dead = conditions
    .filter(isRecord)
    .find(({ type, status: value }) => type === 'Progressing' && value === 'False');
  if (dead === undefined) return undefined;
  const { reason, message } = dead;
  return {
    ...(typeof reason === 'string' ? { reason } : {}),
    ...(typeof message === 'string' ? { message } : {}),
  };
}
