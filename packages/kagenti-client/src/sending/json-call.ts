import type { Caller } from '../access/caller.ts';
import { type AnswerShape, readAnswer } from '../answers/answer.ts';
import type { ClientCore } from '../client-core.ts';
import type { CallTarget } from '../operations/call-target.ts';
import type { CallOptions } from '../options/client-options.ts';
import type { Attempt } from './attempt.ts';
import { type CallParameters, startCall } from './call.ts';
import type { CalledOperation } from './called-operation.ts';
import { type KagentiCall, type KagentiResponse, kagentiCall } from './kagenti-call.ts';
import { readText } from './read-body.ts';

/** A client and whom it is bound to. */
export interface BoundCore {
  /** What all callers share. */
  readonly core: ClientCore;
  /** Whom calls are made for. */
  readonly caller: Caller;
}

/** A call that is answered with JSON. */
export interface JsonRequest<T> {
  /** What is called. */
  readonly operation: CalledOperation;
  /** What it is about. */
  readonly target: CallTarget;
  /** Sorts what the caller gave; an error refuses the call. */
  readonly parameters: () => CallParameters;
  /** What is known of the answer. */
  readonly answer: AnswerShape<T>;
  /** Changes the data before the caller gets it; is given every try, for an error. */
  readonly finish: (data: T, attempts: readonly Attempt[]) => T;
  /** Answer of a delete whose retry finds nothing any more, as text. */
  readonly whenGone?: (() => string) | undefined;
  /** Signal, time and retries of this call. */
  readonly options: CallOptions;
}

/** Starts a call that is answered with JSON. */
export function jsonCall<T>(bound: BoundCore, request: () => JsonRequest<T>): KagentiCall<T> {
  return kagentiCall(callForJson(bound, request));
}

/** Making the request may fail, on a parameter with a getter say: that rejects the call, too. */
async function callForJson<T>(
  { core, caller }: BoundCore,
  makeRequest: () => JsonRequest<T>,
): Promise<KagentiResponse<T>> {
  const { operation, target, parameters, options, whenGone, answer: shape, finish } = makeRequest();
  const running = await startCall<string | undefined>(core, {
    caller,
    operation,
    target,
    parameters,
    options,
    accept: 'application/json',
    read: answer => readText(answer),
    whenGone,
  });
  const { attempts } = running.scope;
  try {
    const answer = { operation: operation.operation, text: running.value, attempts };
    const data = finish(readAnswer(core, answer, shape), attempts);
    running.conclude('succeeded');
    return {
      data,
      status: running.status,
      headers: running.headers,
      requestId: running.scope.requestId,
      attempts,
    };
  } catch (error) {
    running.conclude('failed', error);
    throw error;
  }
}
