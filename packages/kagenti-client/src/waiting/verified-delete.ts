import type { OperationName } from '@rhdh-boost/kagenti-contract';
import type { AgentParameters } from '../api/generated/agents-types.ts';
import type { DeleteResult } from '../api/generated/resources-types.ts';
import { invalidParameter } from '../errors/invalid-parameter.ts';
import { KagentiTimeoutError } from '../errors/timeout-error.ts';
import { KagentiWorkError } from '../errors/work-error.ts';
import { isRecord } from '../is-record.ts';
import type { DescriptorData, Given } from '../operations/operation-descriptor.ts';
import { operationRequest } from '../operations/operation-method.ts';
import type { CallOptions } from '../options/client-options.ts';
import { callOptionNames } from '../sending/call-options.ts';
import type { BoundCore } from '../sending/call-request.ts';
import type { CallScope } from '../sending/call-scope.ts';
import { isMissing } from '../sending/exchange.ts';
import { jsonCall, type KagentiCall } from '../sending/kagenti-call.ts';
import { readableAnswer } from './readable-answer.ts';
import { waitOptionNames } from './wait-options.ts';
import { type Finding, waitUntil } from './wait-until.ts';

/** What the delete of an agent or a tool may be given. */
export interface DeleteOptions extends CallOptions {
  /**
   * Poll until the resource and its build are gone, for at most 30 s after Kagenti's answer; with `timeoutMs` for
   * as long as that allows. The polls are part of this call: no other permission is asked for, and the audit event
   * of the delete ends with them.
   *
   * @defaultValue false
   */
  readonly verify?: boolean | undefined;
}

/** Result of the delete of an agent or a tool. */
export interface VerifiableDeleteResult extends DeleteResult {
  /** True when `verify` found nothing left; missing without `verify`. */
  readonly verified?: true;
}

/** Names and descriptors of a delete, and of the operations that show what it left. */
export interface DeleteOperations {
  /** The delete. */
  readonly remove: readonly [OperationName, DescriptorData];
  /** Shows the agent or tool. */
  readonly get: readonly [OperationName, DescriptorData];
  /** Shows its build, which may exist without it. */
  readonly getBuild: readonly [OperationName, DescriptorData];
}

const deleteOptionNames = {
  ...callOptionNames,
  verify: true,
} satisfies Record<keyof DeleteOptions, true>;

const longestMs = 30_000;
const pauses = { minPollMs: 500, maxPollMs: 4_000 };

/** The method of a delete that can be verified. */
export function deleteMethod(
  bound: BoundCore,
  operations: DeleteOperations,
): (parameters: AgentParameters, options?: DeleteOptions) => KagentiCall<VerifiableDeleteResult>;
export function deleteMethod(bound: BoundCore, operations: DeleteOperations) {
  return (parameters: AgentParameters, options: DeleteOptions = {}): KagentiCall<unknown> =>
    jsonCall(bound, () => {
      const [name, descriptor] = operations.remove;
      const request = operationRequest(name, descriptor, parameters, options, deleteOptionNames);
      const { verify } = Object(options);
      if (verify === undefined || verify === false) return request;
      if (verify !== true) {
        return { ...request, sent: { refusal: invalidParameter(name, 'verify is true or false') } };
      }
      return {
        ...request,
        finish: async (data: unknown, scope: CallScope) => {
          await untilGone(bound, operations, request.given, scope, options);
          return { ...Object(data), verified: true };
        },
      };
    });
}

async function untilGone(
  bound: BoundCore,
  { remove: [operation], get, getBuild }: DeleteOperations,
  { namespace, name }: Given,
  scope: CallScope,
  { timeoutMs: given, headers = {}, correlationId }: CallOptions,
): Promise<void> {
  // A gateway may want the same headers of every request.
  const sent = { headers, ...(correlationId === undefined ? {} : { correlationId }) };
  let remaining: readonly string[] = [];
  async function poll(options: CallOptions): Promise<Finding<undefined>> {
    const found: string[] = [];
    for (const [shown, descriptor] of [get, getBuild]) {
      const part = jsonCall(bound, () => ({
        ...operationRequest(shown, descriptor, { namespace, name }, { ...sent, ...options }),
        isPart: true,
      }));
      try {
        const { data } = await readableAnswer(shown, part);
        found.push(...(shown === get[0] ? partsOf(data) : ['build']));
      } catch (error) {
        if (!isMissing(error)) throw error;
      }
    }
    remaining = found;
    return found.length === 0 ? { kind: 'done', result: undefined } : { kind: 'waiting' };
  }

  const look = (options: CallOptions): AsyncIterator<never, Finding<undefined>> => ({
    next: async () => ({ done: true, value: await poll(options) }),
  });
  const timeoutMs = given === undefined ? longestMs : Math.max(1, Math.floor(scope.remainingMs()));
  // From here on the wait's own deadline ends the call, which reports what remains.
  scope.stopClock();
  const options = { ...pauses, signal: scope.signal, timeoutMs };
  try {
    await waitUntil(bound.core, { operation, optionNames: waitOptionNames, look }, options);
  } catch (error) {
    // Ended by its caller or by closing the client, which the wait knows only as an abort.
    scope.check();
    if (!(error instanceof KagentiTimeoutError) || remaining.length === 0) throw error;
    const attempts = [...scope.attempts, ...error.attempts];
    throw notDeleted(operation, remaining, timeoutMs, attempts);
  }
}

/** The parts that the answer of `get` shows, by their kind in Kubernetes. */
function partsOf(data: unknown): readonly string[] {
  const { isBuild, workloadType, service } = Object(data);
  if (isBuild === true) return ['build'];
  const isKind = typeof workloadType === 'string' && /^\w{1,30}$/.test(workloadType);
  return [isKind ? workloadType : 'workload', ...(isRecord(service) ? ['service'] : [])];
}

function notDeleted(
  operation: OperationName,
  remaining: readonly string[],
  afterMs: number,
  attempts: KagentiTimeoutError['attempts'],
): KagentiWorkError {
  const parts = [...new Set(remaining)];
  return new KagentiWorkError(
    `Kagenti ${operation} answered success, and after ${afterMs / 1000} s this remains: ${parts.join(', ')}. Kubernetes refused the delete, which only Kagenti's log reports, or a finalizer delays it. Check the permissions of Kagenti's service account and the finalizers of these resources, then delete again.`,
    { code: 'not_deleted', operation, remaining: parts },
    attempts,
  );
}
