import { AnswerError, type ReplyError } from './reply-error.ts';

/**
 * Reads the JSON that a route of the portal answered, other than that of a chat.
 *
 * @typeParam Answer - The type of the JSON, which is not checked; `null` for a route that answers 204.
 * @param response - The route's answer, or the promise that `fetch` returned.
 * @returns what the route answered
 * @throws {@link AnswerError} for an error status, a connection that failed, and an answer that is not JSON. The
 * signal's reason, when the page aborted the request.
 */
export async function readAnswer<Answer>(
  response: Response | PromiseLike<Response>,
): Promise<Answer> {
  const answer = await connected(response, AnswerError);
  if (!answer.ok) throw await refusalOf(answer, AnswerError);
  const text = await connected(answer.text(), AnswerError);
  try {
    return JSON.parse(answer.status === 204 ? 'null' : text);
  } catch (cause) {
    throw new AnswerError('The answer is not JSON', { reason: 'protocol' }, cause);
  }
}

/** Awaits what the network answers. `fetch` reports a failed connection as a TypeError. */
export async function connected<T>(
  awaited: T | PromiseLike<T>,
  Failure: typeof ReplyError,
): Promise<T> {
  try {
    return await awaited;
  } catch (error) {
    if (Object(error).name !== 'TypeError') throw error;
    throw new Failure('The connection failed', { code: 'connection' }, error);
  }
}

/** An error status, with code and request id where the body is JSON that has them, as Backstage's errors do. */
export async function refusalOf(answer: Response, Failure: typeof ReplyError): Promise<ReplyError> {
  const body: unknown = await answer.json().catch(notAborted);
  const { code, requestId, message } = Object(Object(body).error ?? body);
  const { status } = answer;
  return new Failure(isWords(message) ? message : `The server answered ${status}`, {
    code: isWords(code) ? code : 'http',
    status,
    ...(isWords(requestId) ? { requestId } : {}),
  });
}

/** No JSON, and a body that broke off or was read before, leave the status; an abort is passed on. */
function notAborted(error: unknown): void {
  const { name } = Object(error);
  if (name !== 'SyntaxError' && name !== 'TypeError') throw error;
}

/** Whether a value is text that says something: gateways have numbers as codes, say. */
function isWords(value: unknown): boolean {
  return typeof value === 'string' && value !== '';
}
