import type { ChatEvent } from './chat-event.ts';

/** Where events come from: a reply's iterator. */
export type EventIterator = Required<Pick<AsyncIterator<ChatEvent, void>, 'next' | 'return'>>;

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
