import { readAnswer } from '../answers/answer.ts';
import { withBoundSessions } from '../sessions/session-rule.ts';
import { type BoundCore, type CallRequest, startCall } from './call.ts';
import { type KagentiCall, type KagentiResponse, kagentiCall } from './kagenti-call.ts';
import { readText } from './read-body.ts';

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
    // Nothing to tell is no content.
    whenGone: whenGone && (() => JSON.stringify(whenGone(given)) ?? ''),
  });
  const { attempts } = running.scope;
  try {
    const answer = { operation: operation.operation, text: running.value, attempts };
    const read = readAnswer(bound.core, answer, descriptor.answer);
    const data = withBoundSessions(bound, request, read, attempts);
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
