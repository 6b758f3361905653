import { once } from 'node:events';
import type { ServerResponse } from 'node:http';
import { invalidParameter } from '../errors/invalid-parameter.ts';
import { hasMethods } from '../has-methods.ts';
import type { ChatStream } from './chat-stream.ts';
import type { SseOptions } from './sse-response.ts';

/**
 * Passes a reply on to a browser from a route of Express or of Node's `http`, as
 * {@link ChatStream.toSSEResponse} does: headers at once, each event as soon as it is there and the
 * browser has room for it. When the browser leaves, the call to Kagenti is ended and its connection closed.
 *
 * It settles when the reply is over. It does not reject because the reply failed, which the browser gets
 * as its last event and `onError` is told, nor because the browser left.
 *
 * @param stream - The reply; not read yet.
 * @param response - The route's response; nothing of it sent yet.
 * @param options - Time between comments, and who is told of errors.
 * @throws KagentiError `invalid_parameter` for what is no stream, no response, or an option that cannot be
 * used, and where headers of the response were sent already: then nothing was sent to Kagenti, and the
 * stream can still be read. KagentiError `stream_used` when the stream was read already. What `onError`
 * threw, once the browser has its last event.
 */
export async function pipeToResponse(
  stream: Pick<ChatStream, 'toSSEResponse'>,
  response: ServerResponse,
  options?: SseOptions,
): Promise<void> {
  checkParts(stream, response);
  const { status, headers, body } = stream.toSSEResponse(options);
  const reader = (body ?? new ReadableStream<Uint8Array>()).getReader();
  const left = new AbortController();
  const onClose = (): void => {
    left.abort();
    // What is awaited comes back at once, and the call to Kagenti is ended.
    void reader.cancel();
  };
  if (response.destroyed) onClose();
  else response.writeHead(status, Object.fromEntries(headers)).flushHeaders();
  response.once('close', onClose);
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) break;
      if (!response.write(value)) await drain(response, left.signal);
    }
  } finally {
    response.off('close', onClose);
    response.end();
  }
}

/** What is wrong is said before the stream is used up, by name. */
function checkParts(stream: unknown, response: unknown): void {
  if (!hasMethods(stream, 'toSSEResponse')) {
    throw refuse('stream, the first argument, is what chat.stream() gives');
  }
  if (!hasMethods(response, 'writeHead')) {
    throw refuse('response, the second argument, is the response of an Express or Node http route');
  }
  const { headersSent, destroyed } = Object(response);
  // A browser that has left is no mistake of the route.
  if (headersSent === true && destroyed !== true) {
    throw refuse(
      'headers of the response were sent already. Call pipeToResponse before anything is written to it',
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
