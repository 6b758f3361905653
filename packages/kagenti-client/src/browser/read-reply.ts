import { createParser } from 'eventsource-parser';
import type { SseEvent } from '../chat/sse-event.ts';
import { connected, refusalOf } from './read-answer.ts';
import { ReplyError, type ReplyFailure } from './reply-error.ts';

/**
 * Reads a reply that a route sent by `pipeToResponse` or `toSSEResponse`, event by event as they arrive. The
 * iteration ends normally only after `done`; any other end throws. An `error` event is yielded before its
 * error is thrown. `break` ends the call to Kagenti. To leave while an event is awaited, abort the request.
 *
 * @param response - The route's answer, or the promise that `fetch` returned.
 * @throws {@link ReplyError} for an error status, another content than an event stream, a connection that
 * failed, a reply without its end, and an `error` event. The signal's reason, when the page aborted the
 * request.
 */
export async function* readReply(
  response: Response | PromiseLike<Response>,
): AsyncGenerator<SseEvent, void, undefined> {
  const reader = (await eventStream(await connected(response, ReplyError))).getReader();
  const utf8 = new TextDecoder();
  const received: string[] = [];
  const parser = createParser({ onEvent: ({ data }) => received.push(data) });
  let isOver = false;
  try {
    while (!isOver) {
      const { done, value } = await connected(reader.read(), ReplyError);
      // The last event may lack its blank line.
      parser.feed(done ? `${utf8.decode()}\n\n` : utf8.decode(value, { stream: true }));
      for (const data of received.splice(0)) {
        const event = eventOf(data) ?? unreadable(done);
        isOver = event.type === 'done' || event.type === 'error';
        yield event;
        if (event.type === 'error') throw new ReplyError(event.message, event);
        if (isOver) return;
      }
      if (done) throw truncated();
    }
  } finally {
    // A reply that is over ends by itself: read to its end, its connection can be used again.
    const left = isOver ? drain(reader) : reader.cancel();
    left.catch(() => undefined);
  }
}

async function eventStream(answer: Response): Promise<ReadableStream<Uint8Array>> {
  const { body, headers, ok } = answer;
  if (!ok) throw await refusalOf(answer, ReplyError);
  const type = headers.get('content-type') ?? '';
  if (body !== null && /^text\/event-stream\b/i.test(type)) return body;
  body?.cancel().catch(() => undefined);
  throw failed(`The answer is no event stream but "${type}"`, { reason: 'protocol' });
}

function eventOf(data: string): SseEvent | undefined {
  try {
    const event: SseEvent = JSON.parse(data);
    if (typeof Object(event).type === 'string') return event;
  } catch {
    // No JSON is no event either.
  }
  return undefined;
}

/** Half an event at the end says nothing but that the bytes ended early. */
function unreadable(isAtEnd: boolean): never {
  throw isAtEnd ? truncated() : failed('An event cannot be read', { reason: 'protocol' });
}

function truncated(): ReplyError {
  return failed('The reply ended before its last event', { reason: 'truncated' });
}

function failed(message: string, failure: ReplyFailure): ReplyError {
  return new ReplyError(message, { code: 'stream', ...failure });
}

async function drain(reader: ReadableStreamDefaultReader<Uint8Array>): Promise<void> {
  while (!(await reader.read()).done);
}
