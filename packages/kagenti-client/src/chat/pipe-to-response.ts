import { once } from 'node:events';
import type { ServerResponse } from 'node:http';
import { invalidParameter } from '../errors/invalid-parameter.ts';
import { hasMethods } from '../has-methods.ts';
import type { ChatStream } from './chat-stream.ts';
import { checkSseOptions, type SseOptions } from './sse-response.ts';

/** How a reply ended that was passed on to a browser. */
export interface PassedReply {
  /**
   * - `done`: the reply ended well, and the browser was there when its last event came.
   * - `failed`: the reply failed, which the browser was sent as its last event and `onError` received.
   * - `left`: the browser left before the end of the reply, which ended the call.
   */
  readonly ended: 'done' | 'failed' | 'left';
}

/**
 * Passes a reply on to a browser from a route of Express or of Node's `http`, as
 * {@link ChatStream.toSSEResponse} does: headers immediately, each event as soon as it is there and the
 * browser has room for it. When the browser leaves, the call to Kagenti is ended and its connection closed.
 *
 * It resolves when the reply is over, also when the reply failed or the browser left: `ended` tells which. Where a refused call should be
 * answered with its own HTTP status, use {@link sendReply}.
 *
 * @param stream - The reply; not read yet.
 * @param response - The route's response; nothing of it sent yet.
 * @param options - Time between comments, and what receives events, result and error.
 * @throws KagentiError `invalid_parameter` for what is no stream, no response, or an option that cannot be
 * used, and where headers of the response were sent already: then nothing was sent to Kagenti, and the
 * stream can still be read. KagentiError `stream_used` when the stream was read already. What a function of
 * the options threw, once the browser has its last event.
 */
export async function pipeToResponse(
  stream: Pick<ChatStream, 'toSSEResponse'>,
  response: ServerResponse,
  options: SseOptions = {},
): Promise<PassedReply> {
  checkParts(stream, response);
  checkSseOptions(options);
  return withBrowser(response, left => pipe(stream, response, left, options));
}

/**
 * Answers a chat route of Express, Backstage or Node's `http` with a reply: it waits for Kagenti's status,
 * and then does as {@link pipeToResponse}. A call that is refused before that, by the permission hook or by
 * Kagenti, rejects before anything of the response was sent, so that the route's error handler can answer
 * with an HTTP status. A failure after that arrives as the `error` event of a 200.
 *
 * When the browser leaves, also before anything was sent to it, the call is ended. A call that was left
 * before the first event counts as aborted in the audit log.
 *
 * @param stream - The reply; not read yet.
 * @param response - The route's response; nothing of it sent yet.
 * @param options - As those of {@link pipeToResponse}.
 * @throws As {@link pipeToResponse}, and what the first read of the stream rejects with until Kagenti's
 * headers are there. If the browser left before that, it resolves.
 */
export async function sendReply(
  stream: Pick<ChatStream, 'toSSEResponse' | 'withResponse'>,
  response: ServerResponse,
  options: SseOptions = {},
): Promise<PassedReply> {
  checkParts(stream, response, 'withResponse');
  checkSseOptions(options);
  return withBrowser(response, async left => {
    if (!left.aborted) await Promise.race([stream.withResponse(), once(left, 'abort')]);
    return pipe(stream, response, left, options);
  });
}

/** Does work that ends early when the browser leaves, which the signal says. */
async function withBrowser(
  response: ServerResponse,
  work: (left: AbortSignal) => Promise<PassedReply>,
): Promise<PassedReply> {
  const leaving = new AbortController();
  const onClose = (): void => {
    leaving.abort();
  };
  if (response.destroyed) onClose();
  else response.once('close', onClose);
  try {
    return await work(leaving.signal);
  } finally {
    response.off('close', onClose);
  }
}

async function pipe(
  stream: Pick<ChatStream, 'toSSEResponse'>,
  response: ServerResponse,
  left: AbortSignal,
  options: SseOptions,
): Promise<PassedReply> {
  const { onEvent, onError } = options;
  let ended: PassedReply['ended'] | undefined;
  const { status, headers, body } = stream.toSSEResponse({
    ...options,
    onEvent(event) {
      // A browser may leave with this event, before the response ends.
      if (event.type === 'done') ended = 'done';
      return onEvent?.(event);
    },
    onError(error) {
      ended = 'failed';
      return onError?.(error);
    },
  });
  const reader = (body ?? new ReadableStream<Uint8Array>()).getReader();
  // What is awaited comes back immediately, and the call to Kagenti is ended.
  const onLeft = (): void => void reader.cancel();
  try {
    if (left.aborted) onLeft();
    else response.writeHead(status, Object.fromEntries(headers)).flushHeaders();
  } catch (error) {
    // Somebody else has begun to answer, a timeout of the route say.
    onLeft();
    throw error;
  }
  left.addEventListener('abort', onLeft, { once: true });
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) break;
      if (!response.write(value)) await drain(response, left);
    }
  } finally {
    response.end();
  }
  return { ended: ended ?? (left.aborted ? 'left' : 'done') };
}

/** What is wrong is said before the stream is used up, by name. */
function checkParts(stream: unknown, response: unknown, ...methods: readonly string[]): void {
  if (!hasMethods(stream, 'toSSEResponse', ...methods)) {
    throw refuse('stream, the first argument, is what chat.stream() gives');
  }
  if (!hasMethods(response, 'writeHead')) {
    throw refuse('response, the second argument, is the response of an Express or Node http route');
  }
  const { headersSent, destroyed } = Object(response);
  // A browser that has left is no mistake of the route.
  if (headersSent === true && destroyed !== true) {
    throw refuse(
      'headers of the response were sent already. Pass the reply on before anything is written to it',
    );
  }
}

function refuse(rule: string): Error {
  return invalidParameter('chat.stream', rule);
}

/** Waits until the browser has room again, or has left. */
async function drain(response: ServerResponse, left: AbortSignal): Promise<void> {
  try {
    await once(response, 'drain', { signal: left });
  } catch {
    // It left; the next read says so.
  }
}
