import { visibleAgents } from '../access/permission.ts';
import { readAnswer } from '../answers/answer.ts';
import { withBoundSessions } from '../sessions/session-rule.ts';
import { readText } from './answer-handler.ts';
import type { Attempt } from './attempt.ts';
import { noteConversation, startCall } from './call.ts';
import type { BoundCore, CallRequest } from './call-request.ts';

/** An answer with what came along. */
export interface KagentiResponse<T> {
  /** What a plain `await` gives. */
  readonly data: T;
  /** HTTP status. */
  readonly status: number;
  /** Headers, names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  /** Id of the attempt that was answered. */
  readonly requestId: string;
  /** Every try, in order. */
  readonly attempts: readonly Attempt[];
}

/**
 * A call to Kagenti: a promise of its data. The call is under way when the method that gives it
 * returns, awaited or not; what is wrong with it rejects the promise and is never thrown.
 */
export interface KagentiCall<T> extends Promise<T> {
  /**
   * The data of this same call with status, headers, request id and attempts. Sends nothing; who takes
   * this need not take the promise of the data too.
   */
  withResponse(): Promise<KagentiResponse<T>>;
}

/** Makes the caller's promise of a call that has been started. */
function kagentiCall<T>(response: Promise<KagentiResponse<T>>): KagentiCall<T> {
  const data = response.then(answer => answer.data);
  return Object.assign(data, {
    withResponse(): Promise<KagentiResponse<T>> {
      // The failure goes along with the response now: here it would be reported a second time.
      data.catch(() => undefined);
      // A promise of its own, so that a failure which nobody takes there is still reported.
      return response.then(answer => answer);
    },
  });
}

/** Starts a call that is answered with JSON. */
export function jsonCall(bound: BoundCore, request: () => CallRequest): KagentiCall<unknown> {
  return kagentiCall(callForJson(bound, request));
}

/** Making the request may fail, on a parameter with a getter say: that rejects the call, too. */
async function callForJson(
  bound: BoundCore,
  makeRequest: () => CallRequest,
): Promise<KagentiResponse<unknown>> {
  const request = makeRequest();
  const { operation, descriptor, given } = request;
  const { whenGone } = descriptor;
  const running = await startCall<string | undefined>(bound, request, {
    accept: 'application/json',
    read: answer => readText(answer),
    // Without a value the answer has no content.
    whenGone: whenGone && (() => JSON.stringify(whenGone(given)) ?? ''),
  });
  const { attempts } = running.scope;
  try {
    const answer = { operation: operation.operation, text: running.value, attempts };
    const read = readAnswer(bound.core, answer, descriptor.answer);
    noteConversation(running.scope, descriptor, read);
    const bounded = withBoundSessions(bound, request, read, attempts);
    const { filter, scope } = running;
    const visible = filter ? await visibleAgents(operation, bounded, filter, scope) : bounded;
    const data = request.finish ? await request.finish(visible, scope) : visible;
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
