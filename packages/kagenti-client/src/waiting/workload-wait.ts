import type { ResourceDetail } from '../api/generated/resources-types.ts';
import { KagentiHttpError } from '../errors/http-error.ts';
import { KagentiWorkError } from '../errors/work-error.ts';
import type { CallOptions } from '../options/client-options.ts';
import type { Attempt } from '../sending/attempt.ts';
import type { CalledName } from '../sending/called-operation.ts';
import type { KagentiCall } from '../sending/kagenti-call.ts';
import { readableAnswer } from './readable-answer.ts';
import { deadRollout, replicasOf } from './rollout.ts';
import { waitOptionNames } from './wait-options.ts';
import type { ReadyProgress, ReplicasProgress } from './wait-progress.ts';
import { type Finding, patienceMs, type Wait } from './wait-until.ts';

/** The operations that show an agent or a tool. */
export interface WorkloadCalls {
  /** Operation that looks. */
  readonly operation: CalledName;
  /** Looks. */
  get(options: CallOptions): KagentiCall<ResourceDetail>;
  /**
   * Status in the list of its namespace, where it may be in the list and not be got: an agent that is being
   * built. A tool can be got then.
   */
  readonly statusInList?: (options: CallOptions) => Promise<string | undefined>;
}

/** Waits for an agent or a tool until it is ready, through its build if it has one. */
export function workloadWait(calls: WorkloadCalls): Wait<ResourceDetail, ReadyProgress> {
  const { operation } = calls;
  let toldStatus: string | undefined;
  let toldReplicas: ReplicasProgress | undefined;

  function* news(status: string, detail?: ResourceDetail): Generator<ReadyProgress> {
    if (status !== toldStatus) {
      toldStatus = status;
      yield { type: 'status', status };
    }
    const replicas = detail && replicasOf(detail);
    if (
      replicas !== undefined &&
      (replicas.ready !== toldReplicas?.ready || replicas.wanted !== toldReplicas.wanted)
    ) {
      toldReplicas = replicas;
      yield replicas;
    }
  }

  async function* look(
    options: CallOptions,
  ): AsyncGenerator<ReadyProgress, Finding<ResourceDetail>> {
    let answer: { readonly data: ResourceDetail; readonly attempts: readonly Attempt[] };
    try {
      answer = await readableAnswer(operation, calls.get(options));
    } catch (error) {
      const status = await statusWithoutDetail(calls, error, options);
      yield* news(status);
      const { attempts } = error instanceof KagentiHttpError ? error : { attempts: [] };
      return judge(status, undefined, attempts);
    }
    const { data, attempts } = answer;
    const status = typeof data['readyStatus'] === 'string' ? data['readyStatus'] : 'Not Ready';
    yield* news(status, data);
    return judge(status, data, attempts);
  }

  function judge(
    status: string,
    detail: ResourceDetail | undefined,
    attempts: readonly Attempt[],
  ): Finding<ResourceDetail> {
    if (status === 'Build Failed')
      return { kind: 'failed', error: buildFailed(operation, attempts) };
    if (detail === undefined) return { kind: 'waiting' };
    if (status === 'Ready') return { kind: 'done', result: detail };
    const condition = deadRollout(detail);
    if (condition !== undefined) {
      return { kind: 'failed', error: rolloutFailed(operation, condition, attempts) };
    }
    // A Job reads so after its first pod that failed, and is often tried again by Kubernetes.
    if (status !== 'Failed') return { kind: 'waiting' };
    const error = rolloutFailed(operation, {}, attempts);
    return { kind: 'stuck', trouble: 'failed', error, patienceMs };
  }

  return { operation, optionNames: waitOptionNames, look };
}

/** Status in the list of what cannot be got; the error itself where it is not even there. */
async function statusWithoutDetail(
  { statusInList }: WorkloadCalls,
  error: unknown,
  options: CallOptions,
): Promise<string> {
  if (!(error instanceof KagentiHttpError) || error.status !== 404) throw error;
  const status = await statusInList?.(options);
  if (status === undefined) throw error;
  return status;
}

function buildFailed(operation: CalledName, attempts: readonly Attempt[]): KagentiWorkError {
  return new KagentiWorkError(
    `Kagenti ${operation}: its build failed, so it never becomes ready. The info of its build says why; start that again when it is mended.`,
    { code: 'build_failed', operation },
    attempts,
  );
}

function rolloutFailed(
  operation: CalledName,
  { reason, message }: { readonly reason?: string; readonly message?: string },
  attempts: readonly Attempt[],
): KagentiWorkError {
  return new KagentiWorkError(
    `Kagenti ${operation}: its pods do not come up. See reason and detail, and the events of its pods.`,
    { code: 'rollout_failed', operation, reason, detail: message },
    attempts,
  );
}
