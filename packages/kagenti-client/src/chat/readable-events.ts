import type { ChatEvent } from './chat-event.ts';
import type { ChatIterator } from './chat-iterator.ts';

/** Where events come from, and how to leave it. */
export type EventIterator = Pick<ChatIterator, 'next' | 'return'>;

/**
 * A web stream of events. It asks for an event when one is read from it, and never ahead; cancelling it
 * leaves the reply.
 */
export function readableEvents(source: EventIterator): ReadableStream<ChatEvent> {
  return new ReadableStream<ChatEvent>(
    {
      async pull(controller) {
        const next = await source.next();
        if (next.done !== true) controller.enqueue(next.value);
        else controller.close();
      },
      async cancel() {
        await source.return();
      },
    },
    { highWaterMark: 0 },
  );
}
